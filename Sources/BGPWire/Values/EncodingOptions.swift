/// What both OPEN messages say about messages that are sent. Peers with equal options can be sent the same octets.
public struct EncodingOptions: Hashable, Sendable {
    /// AS numbers have four octets in AS_PATH and AGGREGATOR; without, AS4_PATH and AS4_AGGREGATOR go along (RFC 6793 §4.2.2).
    public var fourOctetAS: Bool
    /// Families whose NLRI begin with a path identifier (RFC 7911 §3).
    public var addPath: UnicastFamilies
    /// IPv4 routes may have IPv6 next hops (RFC 8950).
    public var extendedNextHop: Bool
    /// Largest message sent, octets: 4096, or 65535 when both sides sent the Extended Message capability (RFC 8654).
    public var maximumLength: Int

    public init(
        fourOctetAS: Bool = true, addPath: UnicastFamilies = [], extendedNextHop: Bool = false,
        maximumLength: Int = MessageHeader.defaultMaximumLength
    ) {
        self.fourOctetAS = fourOctetAS
        self.addPath = addPath
        self.extendedNextHop = extendedNextHop
        self.maximumLength = maximumLength
    }
}
