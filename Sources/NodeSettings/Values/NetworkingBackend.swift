/// Which routing the node takes part in (upstream's words).
public enum NetworkingBackend: String, Hashable, Sendable, CaseIterable {
    /// BGP; upstream's daemon for it gave the word.
    case bird
    /// No BGP; routes lead into VXLAN.
    case vxlan
    /// Neither: the node has no address of its own for routing.
    case none
}
