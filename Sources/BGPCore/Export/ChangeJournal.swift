/// What changed for a group of peers, in order, each destination at most once: where it changed last.
///
/// Peers read it at their own pace. One that is slow finds the newest state of what changed since, not each step in between, so the journal
/// is never longer than the table.
struct ChangeJournal: Sendable {
    struct Entry: Sendable {
        /// 0: it changed again, further on.
        var destination: UInt32
        var previous: PreviousHolders
    }

    /// The entry behind position `base` is the first.
    private var entries: [Entry] = []
    private var first = 0
    private(set) var base = 0
    /// For each destination the position of its entry; -1 for none.
    private var positions: [Int] = []
    private var liveCount = 0
    /// The furthest position a reader has been at.
    var furthest = 0

    /// Where the next entry goes.
    var tail: Int { base + entries.count - first }

    var isEmpty: Bool { liveCount == 0 }

    @inline(__always)
    func isPending(_ destination: Int) -> Bool { destination < positions.count && positions[destination] >= 0 }

    /// The entry at a position from `base` to before the tail.
    @inline(__always)
    subscript(position: Int) -> Entry { entries[first + position - base] }

    /// Notes a change. False when nothing is left to tell: the destination was new to all and is gone before any heard of it.
    ///
    /// - Parameters:
    ///   - destination: Its number.
    ///   - previous: Who had a route before this change.
    ///   - isGone: There is none now.
    /// - Returns: Whether the destination was pending before and is now.
    @inline(__always)
    mutating func note(_ destination: Int, previous: PreviousHolders, isGone: Bool) -> (wasPending: Bool, isPending: Bool) {
        if destination >= positions.count {
            positions.append(contentsOf: repeatElement(-1, count: max(destination + 1 - positions.count, positions.count)))
        }
        let old = positions[destination]
        var holders = previous
        if old >= 0 {
            let place = first + old - base
            // Nobody has read the earlier change: what was before it counts. Else peers differ.
            holders = old >= furthest ? entries[place].previous : .unknown
            entries[place].destination = 0
            liveCount -= 1
            positions[destination] = -1
            if isGone, holders == .none { return (true, false) }
        }
        positions[destination] = tail
        entries.append(Entry(destination: UInt32(truncatingIfNeeded: destination), previous: holders))
        liveCount += 1
        return (old >= 0, true)
    }

    /// Drops what is before `position`; `body` gets each destination that every reader has heard of now.
    mutating func trim(to position: Int, _ body: (Int) -> Void) {
        while base < position, first < entries.count {
            let destination = Int(entries[first].destination)
            if destination != 0 {
                positions[destination] = -1
                liveCount -= 1
                body(destination)
            }
            first += 1
            base += 1
        }
        if first == entries.count {
            entries.removeAll(keepingCapacity: entries.capacity <= 16384)
            first = 0
        } else if first > 4096, first * 2 > entries.count {
            entries.removeFirst(first)
            first = 0
        }
    }

    /// More than half of a long journal are entries that were superseded.
    var wantsCompaction: Bool { entries.count - first > 8192 && liveCount * 2 < entries.count - first }

    /// Takes superseded entries out. Readers' positions change: `positions` are given in ascending order, and come back changed.
    mutating func compact(_ readers: inout [Int]) {
        var kept: [Entry] = []
        kept.reserveCapacity(liveCount)
        var reader = 0
        for place in first..<entries.count {
            let position = base + place - first
            while reader < readers.count, readers[reader] <= position {
                readers[reader] = base + kept.count
                reader += 1
            }
            let destination = Int(entries[place].destination)
            guard destination != 0 else { continue }
            positions[destination] = base + kept.count
            kept.append(entries[place])
        }
        while reader < readers.count {
            readers[reader] = base + kept.count
            reader += 1
        }
        entries = kept
        first = 0
        // Cautious: what was read by anybody may be before any position now.
        furthest = tail
    }
}
