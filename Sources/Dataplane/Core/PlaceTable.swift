/// A key of a ``PlaceTable``.
protocol Place: Equatable {
    /// All bits of the key mixed with a secret of the table.
    func mixed(with secret: UInt64) -> UInt64
}

/// A dictionary for a great many small keys and values: open addressing, each key beside its value, so that a look-up reads memory in
/// one place where Swift's dictionary reads in three. Peers choose the keys, hence the secret.
struct PlaceTable<Key: Place, Value>: Sequence {
    private struct Slot {
        var key: Key
        var value: Value
    }

    private var slots: [Slot?] = []
    /// One less than the number of slots, a power of two.
    private var mask = 0
    private let secret = UInt64.random(in: 1 ... .max) | 1
    private(set) var count = 0

    init() {}

    var isEmpty: Bool { count == 0 }

    /// Makes room for that many in all.
    mutating func reserveCapacity(_ wanted: Int) {
        // At most two thirds are in use.
        guard wanted * 3 > slots.count * 2 else { return }
        var size = 16
        while size * 2 < wanted * 3 { size *= 2 }
        let old = slots
        slots = Array(repeating: nil, count: size)
        mask = size - 1
        for case .some(let slot) in old { slots[free(for: slot.key)] = slot }
    }

    private func start(_ key: Key) -> Int { Int(truncatingIfNeeded: key.mixed(with: secret)) & mask }

    private func free(for key: Key) -> Int {
        var index = start(key)
        while slots[index] != nil { index = (index + 1) & mask }
        return index
    }

    /// The place of a key until the next change; nil when it is not there.
    func index(forKey key: Key) -> Int? {
        guard count > 0 else { return nil }
        var index = start(key)
        while let slot = slots[index] {
            if slot.key == key { return index }
            index = (index + 1) & mask
        }
        return nil
    }

    /// The value at a place that ``index(forKey:)`` told.
    func value(at index: Int) -> Value? { slots[index]?.value }

    mutating func change(at index: Int, _ body: (inout Value) -> Void) {
        guard var slot = slots[index] else { return }
        body(&slot.value)
        slots[index] = slot
    }

    subscript(_ key: Key) -> Value? {
        get { index(forKey: key).flatMap { slots[$0]?.value } }
        set {
            if let newValue { updateValue(newValue, forKey: key) } else { removeValue(forKey: key) }
        }
    }

    /// - Returns: The value that was there.
    @discardableResult
    mutating func updateValue(_ value: Value, forKey key: Key) -> Value? {
        reserveCapacity(count + 1)
        var index = start(key)
        while let slot = slots[index] {
            if slot.key == key {
                slots[index] = Slot(key: key, value: value)
                return slot.value
            }
            index = (index + 1) & mask
        }
        slots[index] = Slot(key: key, value: value)
        count += 1
        return nil
    }

    /// - Returns: The value that was there.
    @discardableResult
    mutating func removeValue(forKey key: Key) -> Value? {
        guard var hole = index(forKey: key) else { return nil }
        let old = slots[hole]?.value
        // Those behind move up, as far as the place where they are looked for first lets them.
        var index = (hole + 1) & mask
        while let slot = slots[index] {
            if (index - start(slot.key)) & mask >= (index - hole) & mask {
                slots[hole] = slot
                hole = index
            }
            index = (index + 1) & mask
        }
        slots[hole] = nil
        count -= 1
        return old
    }

    /// All entries in no order.
    func makeIterator() -> AnyIterator<(key: Key, value: Value)> {
        var rest = slots.makeIterator()
        return AnyIterator {
            while let slot = rest.next() {
                if let slot { return (slot.key, slot.value) }
            }
            return nil
        }
    }
}
