import Addresses
import IPAM
import Testing

/// The allocator against what it stands for: a list of free addresses, in order at first, released ones appended.
@Suite struct ModelTests {
    struct FreeList {
        var free: [(address: IPAddress, since: UInt64?)]
        let coolDown: UInt64

        mutating func take(now: UInt64) -> IPAddress? {
            guard let index = free.firstIndex(where: { $0.since.map { $0 + coolDown <= now } ?? true }) else { return nil }
            return free.remove(at: index).address
        }

        mutating func take(_ wanted: IPAddress) -> Bool {
            guard let index = free.firstIndex(where: { $0.address == wanted }) else { return false }
            free.remove(at: index)
            return true
        }
    }

    @Test(arguments: 1...40)
    func equalsAFreeList(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let coolDown: UInt64 = seed % 2 == 0 ? 0 : 40
        let exclusions = seed % 3 == 0 ? try [span("10.1.0.5", "10.1.0.9"), span("10.2.0.0", "10.2.0.1")] : []
        let pool = try AddressPool(
            ranges: [range("10.1.0.0/28"), range("10.2.0.0/30", gateway: "10.2.0.2"), range("10.0.0.0/24", "10.0.0.7", "10.0.0.12")],
            exclusions: exclusions, coolDown: coolDown)
        let everything = pool.ranges.flatMap { range in
            (0..<UInt128(range.span.count)).compactMap { range.span.first.advanced(by: $0) }.filter { pool.range(handingOut: $0) != nil }
        }
        #expect(UInt128(everything.count) == pool.capacity)
        var model = FreeList(free: everything.map { ($0, nil) }, coolDown: coolDown)
        var ledger = MemoryLedger()
        var held: [IPAddress] = []
        var now: UInt64 = 1000
        for _ in 0..<600 {
            now += 1 + random.next() % 5
            switch random.next() % 10 {
            case 0..<5:
                let want = model.take(now: now)
                #expect(ledger.take(pool, now: now) == want)
                if let want { held.append(want) }
            case 5 where !everything.isEmpty:
                let wanted = everything[Int(random.next() % UInt64(everything.count))]
                let free = model.take(wanted)
                let pick = ledger.take(wanted, pool)
                if free { held.append(wanted) }
                #expect(free ? pick == pool.range(handingOut: wanted).map { .address(wanted, $0) } : pick == .taken(wanted))
            default:
                guard !held.isEmpty else { continue }
                let released = held.remove(at: Int(random.next() % UInt64(held.count)))
                model.free.append((released, now))
                ledger.release(released, at: now)
            }
            let usage = pool.usage(now: now, in: ledger)
            #expect(usage.used == UInt128(held.count))
            #expect(usage.free == UInt128(model.free.count { $0.since.map { $0 + coolDown <= now } ?? true }))
        }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
