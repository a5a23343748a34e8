internal import BGPWire

/// What the one who forwards packets has to hear: the used routes to each destination, and which of them changed since they were taken.
///
/// A destination that changes often while nobody takes it is told once, as it is then.
struct ForwardingFeed: Sendable {
    /// A route in use: which attributes, whose.
    struct Use: Hashable, Sendable {
        var attributes: AttributeHandle
        var peer: UInt32

        static let none = Use(attributes: .none, peer: 0)
    }

    /// By destination: the best.
    private var best: [Use] = []
    /// By destination, where there are several: those beside the best.
    private var others: [UInt32: [Use]] = [:]
    private var queue: [UInt32] = []
    private var queueStart = 0
    private var isQueued: [Bool] = []

    var isEmpty: Bool { queueStart == queue.count }
    /// Destinations that wait to be taken.
    var count: Int { queue.count - queueStart }

    func uses(of destination: Int) -> [Use] {
        guard destination < best.count, !best[destination].attributes.isNone else { return [] }
        return [best[destination]] + (others[UInt32(truncatingIfNeeded: destination)] ?? [])
    }

    /// Takes what is used from now on.
    ///
    /// - Parameters:
    ///   - first: The best; ``Use/none`` for no route that was learned.
    ///   - rest: Those used beside it.
    mutating func set<Prefix>(
        _ first: Use, _ rest: [Use], of destination: Int, _ table: inout RouteTable<Prefix>, _ attributes: inout AttributeTable
    ) {
        if destination >= best.count {
            let room = max(destination + 1 - best.count, best.count)
            best.append(contentsOf: repeatElement(.none, count: room))
            isQueued.append(contentsOf: repeatElement(false, count: room))
        }
        let key = UInt32(truncatingIfNeeded: destination)
        let (oldFirst, oldRest) = (best[destination], others.isEmpty ? [] : others[key] ?? [])
        guard oldFirst != first || oldRest != rest else { return }
        if !first.attributes.isNone { attributes.retain(first.attributes) }
        for use in rest { attributes.retain(use.attributes) }
        attributes.release(oldFirst.attributes)
        for use in oldRest { attributes.release(use.attributes) }
        best[destination] = first
        if !rest.isEmpty || !oldRest.isEmpty { others[key] = rest.isEmpty ? nil : rest }
        queue(destination, &table)
    }

    /// Has a destination taken, whether or not it changed.
    mutating func queue<Prefix>(_ destination: Int, _ table: inout RouteTable<Prefix>) {
        guard destination < isQueued.count, !isQueued[destination] else { return }
        isQueued[destination] = true
        queue.append(UInt32(truncatingIfNeeded: destination))
        table.addPending(destination)
    }

    /// The next destination that changed. The caller reads it, then lets the table forget it: ``RouteTable/removePending(_:)``.
    mutating func take() -> Int? {
        guard queueStart < queue.count else { return nil }
        let destination = Int(queue[queueStart])
        queueStart += 1
        if queueStart == queue.count {
            queue.removeAll(keepingCapacity: queue.capacity <= 16384)
            queueStart = 0
        }
        isQueued[destination] = false
        return destination
    }
}
