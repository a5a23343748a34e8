internal import Addresses
internal import BGPWire

/// Each set of attributes once, as received, with what decision and export ask of it. Counted: a set goes with its last route.
///
/// Decoded attributes are not kept: they are ten times the size of the octets, and asked for only when a route is sent or shown.
struct AttributeTable: Sendable {
    /// One set.
    private struct Entry: Sendable {
        var block: AttributeBlock
        var key: DecisionKey
        var references: UInt32
        /// The next of the same bucket, or of the free ones.
        var next: UInt32
        var origin: AttributeOrigin
        var marks: AttributeMarks
        /// Which ``ImportRules`` `isRejected` was worked out for; 0 for none.
        var rules: UInt32
        var isRejected: Bool
        /// Its number in ``nextHops``, 0 for none.
        var nextHop: UInt32
    }

    private var entries: [Entry] = []
    private var buckets: [UInt32]
    private var firstFree: UInt32 = 0
    private(set) var count = 0
    /// Sets that were made here, not received: their octets alone do not tell a missing next hop from a malformed one.
    private var made: [UInt32: PathAttributes] = [:]
    private var options: [DecodingOptions] = []
    private var nextHops = NextHopTable()
    let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        buckets = [UInt32](repeating: 0, count: 64)
        // Handle 0 is no set.
        entries.append(
            Entry(
                block: AttributeBlock([], seed: seed), key: DecisionKey(PathAttributes()), references: 1, next: 0, origin: .made, marks: [],
                rules: 0, isRejected: false, nextHop: 0))
    }

    /// The number of a session's way to read attributes: sessions with equal ones share sets.
    mutating func origin(of decoding: DecodingOptions) -> AttributeOrigin {
        if let known = options.firstIndex(of: decoding) { return AttributeOrigin(received: known) }
        options.append(decoding)
        return AttributeOrigin(received: options.count - 1)
    }

    // Finding and making

    /// The set received in `block`, when it is known.
    @inline(__always)
    func find(_ block: AttributeBlock, _ origin: AttributeOrigin) -> AttributeHandle {
        var place = buckets[Int(truncatingIfNeeded: block.hash) & (buckets.count - 1)]
        while place != 0 {
            let index = Int(place)
            if entries[index].block.hash == block.hash, entries[index].origin == origin, entries[index].block == block {
                return AttributeHandle(place)
            }
            place = entries[index].next
        }
        return .none
    }

    /// Takes a received set that ``find(_:_:)`` does not know. Not yet referred to: it goes when nobody calls ``retain(_:)``.
    mutating func insert(_ block: AttributeBlock, _ attributes: PathAttributes, _ origin: AttributeOrigin) -> AttributeHandle {
        store(block.compacted(), attributes, origin)
    }

    /// The set with these attributes, made here.
    mutating func make(_ attributes: PathAttributes, _ family: AddressFamily) -> AttributeHandle {
        let octets = attributes.canonicalList(family)
        let block = AttributeBlock(octets[...], seed: seed)
        let known = find(block, .made)
        guard known.isNone else { return known }
        let handle = store(block, attributes, .made)
        made[handle.value] = attributes
        return handle
    }

    private mutating func store(_ block: AttributeBlock, _ attributes: PathAttributes, _ origin: AttributeOrigin) -> AttributeHandle {
        if count >= buckets.count { grow() }
        let bucket = Int(truncatingIfNeeded: block.hash) & (buckets.count - 1)
        let entry = Entry(
            block: block, key: DecisionKey(attributes), references: 0, next: buckets[bucket], origin: origin, marks: AttributeMarks(attributes),
            rules: 0, isRejected: false, nextHop: nextHops.retain(attributes.nextHop?.address))
        let place: UInt32
        if firstFree != 0 {
            place = firstFree
            firstFree = entries[Int(place)].next
            entries[Int(place)] = entry
        } else {
            place = UInt32(truncatingIfNeeded: entries.count)
            entries.append(entry)
        }
        buckets[bucket] = place
        count += 1
        return AttributeHandle(place)
    }

    private mutating func grow() {
        let size = buckets.count * 2
        buckets = [UInt32](repeating: 0, count: size)
        for index in entries.indices.dropFirst() where entries[index].origin != .free {
            let bucket = Int(truncatingIfNeeded: entries[index].block.hash) & (size - 1)
            entries[index].next = buckets[bucket]
            buckets[bucket] = UInt32(truncatingIfNeeded: index)
        }
    }

    // References

    @inline(__always)
    mutating func retain(_ handle: AttributeHandle) { entries[handle.index].references &+= 1 }

    /// Nothing for ``AttributeHandle/none``.
    @inline(__always)
    mutating func release(_ handle: AttributeHandle) {
        guard !handle.isNone else { return }
        entries[handle.index].references &-= 1
        if entries[handle.index].references == 0 { remove(handle) }
    }

    /// Drops a set that nobody refers to; for one that was just made and not used.
    mutating func releaseUnused(_ handle: AttributeHandle) {
        guard !handle.isNone, entries[handle.index].references == 0 else { return }
        remove(handle)
    }

    private mutating func remove(_ handle: AttributeHandle) {
        let index = handle.index
        let bucket = Int(truncatingIfNeeded: entries[index].block.hash) & (buckets.count - 1)
        if buckets[bucket] == handle.value {
            buckets[bucket] = entries[index].next
        } else {
            var place = Int(buckets[bucket])
            while entries[place].next != handle.value { place = Int(entries[place].next) }
            entries[place].next = entries[index].next
        }
        if entries[index].origin == .made { made[handle.value] = nil }
        nextHops.release(entries[index].nextHop)
        entries[index].nextHop = 0
        entries[index].block = entries[0].block
        entries[index].origin = .free
        entries[index].next = firstFree
        firstFree = handle.value
        count -= 1
    }

    // Reading

    @inline(__always)
    func key(_ handle: AttributeHandle) -> DecisionKey { entries[handle.index].key }

    @inline(__always)
    func marks(_ handle: AttributeHandle) -> AttributeMarks { entries[handle.index].marks }

    /// A number that equal next hops share; 0 for none.
    @inline(__always)
    func nextHop(_ handle: AttributeHandle) -> UInt32 { entries[handle.index].nextHop }

    func nextHopAddress(_ handle: AttributeHandle) -> IPAddress? { nextHops.address(entries[handle.index].nextHop) }

    @inline(__always)
    func isReachable(_ handle: AttributeHandle) -> Bool { nextHops.isReachable(entries[handle.index].nextHop) }

    mutating func setReachable(_ address: IPAddress, _ isReachable: Bool) -> Bool { nextHops.set(address, isReachable: isReachable) }

    mutating func takeNextHopChanges() -> (used: [IPAddress], unused: [IPAddress]) { nextHops.takeChanges() }

    /// The attributes, decoded.
    func attributes(_ handle: AttributeHandle) -> PathAttributes {
        switch entries[handle.index].origin {
        case .made, .free: return made[handle.value] ?? PathAttributes()
        case let origin:
            // It was decoded without a fault that counts when it came in.
            guard let options = options(origin), case .accepted(let attributes, _)? = try? entries[handle.index].block.decode(options: options)
            else { return PathAttributes() }
            return attributes
        }
    }

    private func options(_ origin: AttributeOrigin) -> DecodingOptions? {
        options.indices.contains(origin.place) ? options[origin.place] : nil
    }

    /// Whether import rules refuse the set, when that was worked out for these rules.
    @inline(__always)
    func knownRejection(_ handle: AttributeHandle, rules: UInt32) -> Bool? {
        entries[handle.index].rules == rules ? entries[handle.index].isRejected : nil
    }

    mutating func note(rejected: Bool, _ handle: AttributeHandle, rules: UInt32) {
        entries[handle.index].rules = rules
        entries[handle.index].isRejected = rejected
    }
}
