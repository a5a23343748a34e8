internal import Netlink

/// Requests for one send(2), each with what is to be undone when the kernel refuses it.
struct RouteBatch: ~Copyable {
    enum Verb { case create, replace, remove }

    struct Operation {
        var verb: Verb
        var key: RouteKey
        var owner: RouteOwner
        var form: RouteForm
        /// What was at the place; its form is still referred to.
        var old: InstalledRoute?
        /// The metric with which the same route was there: it goes once this one is in.
        var previousMetric: UInt32?
        /// It puts right what somebody did.
        var repairs = false
        /// Nothing is kept of it: a route of somebody's is taken out of our place.
        var isExtra = false
    }

    var requests = RouteRequests()
    var operations: [Operation] = []
    let limit: Int

    init(limit: Int) {
        self.limit = max(1, limit)
        operations.reserveCapacity(self.limit + 8)
    }

    /// Nothing but new routes, none of which puts something right: when all went well, nothing is left to do.
    var isPlain: Bool { operations.allSatisfy { $0.verb == .create && $0.old == nil && $0.previousMetric == nil && !$0.repairs } }
    /// A want has to wait for what this batch does with its prefix.
    var isAwaited = false

    var isFull: Bool { operations.count >= limit || isAwaited }
    var isEmpty: Bool { operations.isEmpty }

    /// Whether a request that was not answered yet is about a route of that prefix.
    func concerns(_ prefix: CompactPrefix) -> Bool { operations.contains { $0.key.prefix == prefix } }

    mutating func removeAll() {
        requests.removeAll()
        operations.removeAll(keepingCapacity: true)
        isAwaited = false
    }
}
