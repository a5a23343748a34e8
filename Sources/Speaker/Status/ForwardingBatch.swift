public import Addresses
public import BGPCore

/// Routes for whoever forwards packets, and the next hops to keep an eye on.
public struct ForwardingBatch: Hashable, Sendable {
    public let routes: [ForwardingRoute]
    /// More can be taken at once.
    public let isMore: Bool
    /// Next hops that routes have now, in use or not: whether they can be reached counts (``Speaker/setReachable(_:)``).
    public let used: [IPAddress]
    /// Next hops that no route has any more.
    public let unused: [IPAddress]
}
