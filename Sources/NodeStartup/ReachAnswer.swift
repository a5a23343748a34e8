public import Addresses

/// From which of its addresses the host would reach a destination.
public enum ReachAnswer: Hashable, Sendable {
    case from(IPAddress)
    /// Why there is none, for people: "the name is not known", "Network is unreachable".
    case nowhere(String)
}
