/// Finds a destination by its prefix: open addressing over destination numbers, at most three quarters full.
///
/// The prefixes themselves are with the destinations; the upper half of each slot is a part of the hash, so few are looked at in vain.
struct PrefixIndex: Sendable {
    /// Number + 1 in the lower half, hash bits in the upper; 0 for a free slot.
    private var slots = [UInt64](repeating: 0, count: 16)
    private(set) var count = 0

    @inline(__always)
    private static func tag(_ hash: UInt64) -> UInt64 { hash & 0xffff_ffff_0000_0000 }

    /// The number for which `isMatch` holds among those stored with `hash`.
    @inline(__always)
    func find(_ hash: UInt64, _ isMatch: (Int) -> Bool) -> Int? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let value = slots[slot]
            if Self.tag(value) == Self.tag(hash) {
                let number = Int(value & 0xffff_ffff) - 1
                if isMatch(number) { return number }
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// - Parameters:
    ///   - number: Not stored yet.
    ///   - hash: Of its prefix.
    ///   - hashOf: The hash of any stored number, to place it anew when the table grows.
    @inline(__always)
    mutating func insert(_ number: Int, _ hash: UInt64, hashOf: (Int) -> UInt64) {
        if (count + 1) * 4 > slots.count * 3 { grow(hashOf) }
        place(number, hash)
        count += 1
    }

    private mutating func place(_ number: Int, _ hash: UInt64) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = Self.tag(hash) | UInt64(truncatingIfNeeded: number + 1)
    }

    private mutating func grow(_ hashOf: (Int) -> UInt64) {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        for value in old where value != 0 {
            let number = Int(value & 0xffff_ffff) - 1
            place(number, hashOf(number))
        }
    }

    /// Removes a stored number; those behind it move up, so no marks of removed ones are left.
    mutating func remove(_ number: Int, _ hash: UInt64, hashOf: (Int) -> UInt64) {
        let mask = slots.count - 1
        var hole = Int(truncatingIfNeeded: hash) & mask
        while slots[hole] & 0xffff_ffff != UInt64(truncatingIfNeeded: number + 1) {
            guard slots[hole] != 0 else { return }
            hole = (hole + 1) & mask
        }
        count -= 1
        var slot = (hole + 1) & mask
        while slots[slot] != 0 {
            let home = Int(truncatingIfNeeded: hashOf(Int(slots[slot] & 0xffff_ffff) - 1)) & mask
            if (slot - home) & mask >= (slot - hole) & mask {
                slots[hole] = slots[slot]
                hole = slot
            }
            slot = (slot + 1) & mask
        }
        slots[hole] = 0
    }
}
