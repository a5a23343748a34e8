internal import Addresses

/// Each next hop of the attribute sets once, with whether it can be reached: a route whose next hop cannot is no candidate (RFC 4271 §9.1.2).
///
/// Who knows the kernel's routes tells; until then each is taken as reachable. Number 0 stands for no next hop.
struct NextHopTable: Sendable {
    private struct Entry: Sendable {
        var address: IPAddress
        var references: UInt32
        var isReachable: Bool
    }

    private var entries = [Entry(address: IPAddress(family: .v4, value: 0), references: 1, isReachable: true)]
    private var numbers: [IPAddress: UInt32] = [:]
    private var free: [UInt32] = []
    /// Told before any route had them, or after the last one went.
    private var unreachable: Set<IPAddress> = []
    /// Addresses that came into use, or went out of it, since somebody took them.
    private(set) var changed: Set<IPAddress> = []

    mutating func retain(_ address: IPAddress?) -> UInt32 {
        guard let address else { return 0 }
        if let known = numbers[address] {
            entries[Int(known)].references &+= 1
            return known
        }
        let entry = Entry(address: address, references: 1, isReachable: !unreachable.contains(address))
        let number: UInt32
        if let place = free.popLast() {
            number = place
            entries[Int(place)] = entry
        } else {
            number = UInt32(truncatingIfNeeded: entries.count)
            entries.append(entry)
        }
        numbers[address] = number
        changed.insert(address)
        return number
    }

    mutating func release(_ number: UInt32) {
        guard number != 0 else { return }
        entries[Int(number)].references &-= 1
        guard entries[Int(number)].references == 0 else { return }
        let address = entries[Int(number)].address
        numbers[address] = nil
        free.append(number)
        changed.insert(address)
    }

    @inline(__always)
    func isReachable(_ number: UInt32) -> Bool { entries[Int(number)].isReachable }

    /// nil for number 0.
    func address(_ number: UInt32) -> IPAddress? { number == 0 ? nil : entries[Int(number)].address }

    func isUsed(_ address: IPAddress) -> Bool { numbers[address] != nil }

    /// - Returns: Whether routes that are there have to be looked at again.
    mutating func set(_ address: IPAddress, isReachable: Bool) -> Bool {
        if isReachable { unreachable.remove(address) } else { unreachable.insert(address) }
        guard let number = numbers[address], entries[Int(number)].isReachable != isReachable else { return false }
        entries[Int(number)].isReachable = isReachable
        return true
    }

    /// Addresses that are in use now and were not when this was last called, and the other way round.
    mutating func takeChanges() -> (used: [IPAddress], unused: [IPAddress]) {
        guard !changed.isEmpty else { return ([], []) }
        defer { changed = [] }
        return (changed.filter { numbers[$0] != nil }, changed.filter { numbers[$0] == nil })
    }
}
