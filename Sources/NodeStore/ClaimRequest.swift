public import Addresses

/// What one ADD wants to have recorded, all of it or nothing.
public struct ClaimRequest: Sendable {
    /// The record to be; its addresses come from ``pools`` and ``foreignAddresses``, its host interface from the candidates.
    ///
    /// Gateways in it belong to the foreign addresses, position by position.
    public var attachment: Attachment
    /// One address is taken from each.
    public var pools: [PoolRequest]
    /// Addresses another IPAM plugin chose; each must have no owner on this node.
    public var foreignAddresses: [IPPrefix]
    /// Names for the host end, the first one without an owner is taken. Empty: the attachment has no host end.
    public var hostInterfaceCandidates: [String]
    /// Nanoseconds since boot (CLOCK_BOOTTIME).
    public var now: UInt64

    public init(
        attachment: Attachment, pools: [PoolRequest] = [], foreignAddresses: [IPPrefix] = [], hostInterfaceCandidates: [String] = [], now: UInt64
    ) {
        self.attachment = attachment
        self.pools = pools
        self.foreignAddresses = foreignAddresses
        self.hostInterfaceCandidates = hostInterfaceCandidates
        self.now = now
    }
}
