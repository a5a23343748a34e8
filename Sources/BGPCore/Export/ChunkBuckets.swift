/// Sorts entries into buckets without comparing each with each. Kept between uses for its memory.
struct ChunkBuckets: Sendable {
    private(set) var entries: [ChunkEntry] = []
    private(set) var buckets: [ChunkBucket] = []
    private var slots = [UInt32](repeating: 0, count: 1024)

    mutating func removeAll() {
        for bucket in buckets { slots[Self.slot(bucket.route, bucket.previous)] = 0 }
        entries.removeAll(keepingCapacity: true)
        buckets.removeAll(keepingCapacity: true)
    }

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    @inline(__always)
    private static func slot(_ route: SentRoute, _ previous: PreviousHolders) -> Int {
        let other = route.isNone ? previous.value : route.source
        let mixed = (route.attributes.value &* 0x9e37_79b1) ^ (other &* 0x85eb_ca6b) ^ (route.operations &* 0xc2b2_ae35)
        return Int(mixed >> 22)
    }

    @inline(__always)
    mutating func add(_ entry: ChunkEntry) {
        let place = UInt32(truncatingIfNeeded: entries.count)
        entries.append(entry)
        let slot = Self.slot(entry.route, entry.previous)
        var candidate = slots[slot]
        while candidate != 0 {
            let number = Int(candidate) - 1
            // Who is to get withdrawals beside announcements is decided for each entry: only for withdrawals the holders count here.
            if buckets[number].route == entry.route, !entry.route.isNone || buckets[number].previous == entry.previous {
                entries[Int(buckets[number].last)].next = place + 1
                buckets[number].last = place
                return
            }
            candidate = buckets[number].chained
        }
        buckets.append(ChunkBucket(route: entry.route, previous: entry.previous, first: place, last: place, chained: slots[slot]))
        slots[slot] = UInt32(truncatingIfNeeded: buckets.count)
    }

    /// The numbers of all buckets, those that exclude the same peer side by side.
    func ordered() -> [Int] {
        guard let first = buckets.first, buckets.contains(where: { $0.excluded != first.excluded }) else { return Array(buckets.indices) }
        return buckets.indices.sorted { (buckets[$0].excluded, $0) < (buckets[$1].excluded, $1) }
    }

    func forEachEntry(of bucket: ChunkBucket, _ body: (ChunkEntry) -> Void) {
        var place = Int(bucket.first)
        while true {
            body(entries[place])
            guard entries[place].next != 0 else { return }
            place = Int(entries[place].next) - 1
        }
    }
}
