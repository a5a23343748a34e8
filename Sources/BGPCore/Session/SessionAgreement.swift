internal import BGPWire

/// What both OPENs of a connection came to.
struct SessionAgreement: Sendable {
    let remote: OpenMessage
    let negotiated: NegotiatedSession

    /// - Throws: What the peer's OPEN is refused with: what ``OpenMessage/accept(as:expectedAS:required:)`` says, or
    ///   "unsupported capability" when no family is common (RFC 5492 §3).
    init(_ configuration: SessionConfiguration, sent: OpenMessage, received: OpenMessage) throws(BGPError) {
        try received.accept(as: sent, expectedAS: configuration.expectedAS, required: configuration.required)
        let kind: PeerKind = received.asNumber == configuration.localAS ? .internal : .external
        let session = NegotiatedSession(local: sent, remote: received, peer: kind)
        guard !session.families.isEmpty else {
            let data = (try? Capability.encodeList(sent.families.map { .multiprotocol($0) })) ?? []
            let theirs = received.families.map(\.description).joined(separator: ", ")
            throw BGPError(
                .open(.unsupportedCapability, data: data), "no common address family: the peer has \(theirs); configured is \(configuration.families)"
            )
        }
        remote = received
        negotiated = session
    }
}
