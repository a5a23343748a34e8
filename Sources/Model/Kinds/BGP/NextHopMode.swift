/// The next hop of routes that are told to a BGP peer.
public enum NextHopMode: String, FieldValue, CaseIterable {
    /// The node itself for peers in another AS, unchanged for those in the same (RFC 4271 §5.1.3).
    case auto = "Auto"
    case `self` = "Self"
    case keep = "Keep"
}
