internal import Addresses
internal import Speaker

/// What the speaker has to do about one peer.
enum SessionCommand: Hashable, Sendable {
    case add(PeerConfiguration)
    case change(PeerConfiguration)
    case remove(IPAddress)
}
