public import BGPWire

/// Who this speaker is to the rules of route propagation.
public struct SpeakerIdentity: Hashable, Sendable {
    public var asNumber: ASNumber
    public var identifier: BGPIdentifier
    /// Of this route reflector; its identifier when nobody gave another (RFC 4456 §7).
    public var clusterID: BGPIdentifier
    public var decision = DecisionOptions()
    /// Random, so that nobody can send prefixes or attributes that collide in the tables.
    public var seed: UInt64

    public init(asNumber: ASNumber, identifier: BGPIdentifier, clusterID: BGPIdentifier? = nil, seed: UInt64) {
        self.asNumber = asNumber
        self.identifier = identifier
        self.clusterID = clusterID ?? identifier
        self.seed = seed
    }
}
