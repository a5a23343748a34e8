internal import JSON

/// How many routes there are, and which of them could not be made.
public struct RouteReport: Hashable, Sendable {
    /// Routes of BGP in the kernel, blackholes included.
    public var kernel4: Int
    public var kernel6: Int
    /// Routes to this node's pods.
    public var pods: Int
    /// Routes that should be in the kernel and are not.
    public var pending: [PendingRouteReport]
    /// Routes kept from before a restart, of the daemon or of a peer.
    public var stale: Int
    /// Prefixes learned from peers.
    public var learned: Int

    public init(kernel4: Int = 0, kernel6: Int = 0, pods: Int = 0, pending: [PendingRouteReport] = [], stale: Int = 0, learned: Int = 0) {
        self.kernel4 = kernel4
        self.kernel6 = kernel6
        self.pods = pods
        self.pending = pending
        self.stale = stale
        self.learned = learned
    }
}

extension RouteReport {
    init(json: JSONValue, place: String) throws(MessageError) {
        let members = try Members(json, of: place)
        self.init(
            kernel4: try members.number("kernel4"), kernel6: try members.number("kernel6"), pods: try members.number("pods"),
            pending: try members.list("pending", each: "pending route") { value, place throws(MessageError) in
                try PendingRouteReport(json: value, place: place)
            }, stale: try members.number("stale"), learned: try members.number("learned"))
    }

    var json: JSONValue {
        [
            "kernel4": .number(kernel4), "kernel6": .number(kernel6), "pods": .number(pods), "pending": .array(pending.map(\.json)),
            "stale": .number(stale), "learned": .number(learned),
        ]
    }
}
