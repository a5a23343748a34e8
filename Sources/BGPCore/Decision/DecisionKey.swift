public import BGPWire

/// What the decision process asks of a set of attributes, worked out once for all routes that share it. No references: comparing costs no retains.
public struct DecisionKey: Hashable, Sendable {
    /// 100 when there was none (RFC 4271 §9.1.1, as every speaker has it).
    public var localPreference: UInt32
    /// nil counts as 0 unless the options say otherwise.
    public var multiExitDiscriminator: UInt32?
    /// ``ASPath/length``.
    public var pathLength: UInt32
    public var origin: Origin
    /// ``ASPath/neighborAS``; nil for a route of this AS.
    public var neighborAS: ASNumber?
    /// ORIGINATOR_ID, which stands for the peer's identifier (RFC 4456 §9).
    public var originatorID: BGPIdentifier?
    public var clusterListLength: UInt32
    /// It carries LLGR_STALE (RFC 9494 §4.3).
    public var isLongLivedStale: Bool

    public init(_ attributes: PathAttributes) {
        localPreference = attributes.localPreference ?? 100
        multiExitDiscriminator = attributes.multiExitDiscriminator
        pathLength = UInt32(clamping: attributes.asPath.length)
        origin = attributes.origin
        neighborAS = attributes.asPath.neighborAS
        originatorID = attributes.originatorID
        clusterListLength = UInt32(clamping: attributes.clusterList.count)
        isLongLivedStale = attributes.communities.contains(.llgrStale)
    }
}
