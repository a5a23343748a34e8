public import BGPCore
public import BGPWire

/// What a speaker tells whoever runs it, in its event loop: handlers hand it on and return.
public enum SpeakerEvent: Hashable, Sendable {
    /// A session came up or went, by the peer's name.
    case session(String, SessionState)
    /// The peer has sent all its routes (RFC 4724 §2).
    case endOfRIB(String, AddressFamily)
    /// Routes wait: ``Speaker/takeForwarding(limit:)``. Told once until they were taken.
    case forwarding
    /// This speaker's restart is over (RFC 4724 §4.1): its peers have sent their routes, or had their time.
    case restartOver
}
