/// Where a route comes from.
public enum RouteSource: String, FieldValue, CaseIterable {
    case remotePeers = "RemotePeers"
}

/// How a route's prefix is compared with another.
public enum PrefixMatch: String, FieldValue, CaseIterable {
    case equal = "Equal"
    case notEqual = "NotEqual"
    /// The same prefix or one inside it.
    case isIn = "In"
    case isNotIn = "NotIn"
}

/// Whether a peer is in another AS or in the same.
public enum PeerType: String, FieldValue, CaseIterable {
    case external = "eBGP"
    case `internal` = "iBGP"
}

/// What happens to a route.
public enum FilterAction: String, FieldValue, CaseIterable {
    case accept = "Accept"
    case reject = "Reject"
}
