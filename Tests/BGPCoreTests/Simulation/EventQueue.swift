/// What happens at which virtual time, in order; what was added first comes first at the same time.
struct EventQueue<Event> {
    private struct Entry {
        var time: VirtualTime
        var number: Int
        var event: Event

        func isBefore(_ other: Entry) -> Bool { time != other.time ? time < other.time : number < other.number }
    }

    /// A heap.
    private var entries: [Entry] = []
    private var count = 0

    var nextTime: VirtualTime? { entries.first?.time }

    mutating func add(_ event: Event, at time: VirtualTime) {
        count += 1
        entries.append(Entry(time: time, number: count, event: event))
        var place = entries.count - 1
        while place > 0, entries[place].isBefore(entries[(place - 1) / 2]) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func next() -> (time: VirtualTime, event: Event)? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return (first.time, first.event) }
        entries[0] = last
        var place = 0
        while true {
            var least = place
            for child in (2 * place + 1)..<min(2 * place + 3, max(entries.count, 2 * place + 1)) where entries[child].isBefore(entries[least]) {
                least = child
            }
            guard least != place else { break }
            entries.swapAt(place, least)
            place = least
        }
        return (first.time, first.event)
    }
}

/// Milliseconds since the simulation began.
typealias VirtualTime = Int

extension Duration {
    /// Rounded up.
    var milliseconds: VirtualTime { Int(components.seconds) * 1000 + Int((components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000) }
}
