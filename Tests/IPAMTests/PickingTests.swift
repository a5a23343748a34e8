import Addresses
import IPAM
import Testing

@Suite struct PickingTests {
    let small: AddressPool

    init() throws { small = try AddressPool(ranges: [range("10.1.0.0/29")]) }

    @Test func neverUsedAddressesComeFirstInOrderThenTheOldestReleased() throws {
        var ledger = MemoryLedger()
        let first = try ledger.taken(small)
        let second = try ledger.taken(small)
        ledger.release(second, at: 1)
        ledger.release(first, at: 2)
        let rest = (0..<5).compactMap { _ in ledger.take(small) }.map { "\($0)" }
        #expect(rest == ["10.1.0.4", "10.1.0.5", "10.1.0.6", "10.1.0.3", "10.1.0.2"])
        #expect(ledger.take(small) == nil)
    }

    @Test func aReleasedAddressRestsForTheCoolDown() throws {
        let pool = try AddressPool(ranges: [range("10.1.0.4/31")], coolDown: 100)
        var ledger = MemoryLedger()
        let one = try ledger.taken(pool)
        let other = try ledger.taken(pool)
        ledger.release(other, at: 1000)
        ledger.release(one, at: 1050)
        #expect(pool.pick(now: 1099, from: &ledger) == .exhausted(PoolUsage(capacity: 2, cooling: 2)))
        #expect(ledger.take(pool, now: 1100) == other)
        #expect(pool.pick(now: 1100, from: &ledger) == .exhausted(PoolUsage(capacity: 2, used: 1, cooling: 1)))
        #expect(ledger.take(pool, now: 1150) == one)
    }

    @Test func withoutCoolDownAReleaseInTheFutureIsNoObstacle() throws {
        let pool = try AddressPool(ranges: [range("10.1.0.4/32")])
        var ledger = MemoryLedger()
        let only = try ledger.taken(pool)
        ledger.release(only, at: 500)
        #expect(ledger.take(pool, now: 400) == only)
    }

    @Test func allRangesAreWalkedBeforeReleasedAddressesAreUsedOldestOfAllFirst() throws {
        let pool = try AddressPool(ranges: [range("10.2.0.0/31"), range("10.1.0.0/31")])
        var ledger = MemoryLedger()
        let first = try ledger.taken(pool)
        #expect(first.description == "10.2.0.0")
        ledger.release(first, at: 5)
        let walked = (0..<3).compactMap { _ in ledger.take(pool) }.map { "\($0)" }
        #expect(walked == ["10.2.0.1", "10.1.0.0", "10.1.0.1"])
        ledger.release(try address("10.1.0.1"), at: 4)
        let again = (0..<2).compactMap { _ in ledger.take(pool) }.map { "\($0)" }
        #expect(again == ["10.1.0.1", "10.2.0.0"])
    }

    @Test func exclusionsAreSteppedOverAtOnce() throws {
        let pool = try AddressPool(ranges: [range("fd00::/64")], exclusions: [span("fd00::2", "fd00::ffff:ffff:ffff:fff0")])
        var ledger = MemoryLedger()
        #expect(ledger.take(pool) == (try address("fd00::ffff:ffff:ffff:fff1")))
        #expect(ledger.visits.count == 0)
    }

    @Test func theLastAddressOfAFamilyIsHandedOut() throws {
        let pool = try AddressPool(ranges: [range("255.255.255.254/31")])
        var ledger = MemoryLedger()
        #expect((0..<3).map { _ in ledger.take(pool).map { "\($0)" } } == ["255.255.255.254", "255.255.255.255", nil])
    }

    @Test func aWantedAddressIsTakenOutOfOrderAndSkippedLater() throws {
        var ledger = MemoryLedger()
        let wanted = try address("10.1.0.3")
        guard case .address(wanted, _) = ledger.take(wanted, small) else { Issue.record("not handed out"); return }
        #expect((0..<3).compactMap { _ in ledger.take(small) }.map { "\($0)" } == ["10.1.0.2", "10.1.0.4", "10.1.0.5"])
        #expect(ledger.take(wanted, small) == .taken(wanted))
    }

    @Test func aWantedAddressNeedNotRest() throws {
        let pool = try AddressPool(ranges: [range("10.1.0.0/29")], coolDown: 1_000_000)
        var ledger = MemoryLedger()
        let first = try ledger.taken(pool)
        ledger.release(first, at: 10)
        guard case .address(first, _) = ledger.take(first, pool) else { Issue.record("not handed out"); return }
    }

    @Test(arguments: [
        ("10.9.0.1", "10.9.0.1 lies in none of the pool's subnets, 10.1.0.0/24"),
        ("fd00::1", "fd00::1 lies in none of the pool's subnets, 10.1.0.0/24"),
        ("10.1.0.9", "10.1.0.9 lies in 10.1.0.0/24 but outside its range 10.1.0.10-10.1.0.255"),
        ("10.1.0.1", "10.1.0.1 is the gateway of 10.1.0.0/24"),
        ("10.1.0.0", "10.1.0.0 is the network address of 10.1.0.0/24"),
        ("10.1.0.255", "10.1.0.255 is the broadcast address of 10.1.0.0/24"),
        ("10.1.0.21", "10.1.0.21 is excluded (10.1.0.20-10.1.0.22)"),
    ])
    func whyAnAddressIsNotHandedOut(_ wanted: String, _ reason: String) throws {
        let pool = try AddressPool(ranges: [range("10.1.0.0/24", "10.1.0.10", "10.1.0.255")], exclusions: [span("10.1.0.20", "10.1.0.22")])
        guard case .outside(let refusal) = pool.pick(try address(wanted), from: MemoryLedger()) else { Issue.record("handed out"); return }
        #expect(refusal.description == reason)
    }

    @Test func changedRangesNeverGiveOldAddressesAndFindEveryNewOne() throws {
        let before = try AddressPool(ranges: [range("10.1.0.0/28")])
        let after = try AddressPool(ranges: [range("10.1.0.0/28", "10.1.0.4", "10.1.0.8")], exclusions: [span("10.1.0.6", "10.1.0.6")])
        var ledger = MemoryLedger()
        let old = (0..<6).compactMap { _ in ledger.take(before) }  // .2 to .7
        for released in old.prefix(4) { ledger.release(released, at: UInt64(released.value & 0xff)) }  // .2 to .5; .6 and .7 stay
        #expect((0..<4).map { _ in ledger.take(after).map { "\($0)" } } == ["10.1.0.8", "10.1.0.4", "10.1.0.5", nil])
        #expect(after.usage(now: 0, in: ledger) == PoolUsage(capacity: 4, used: 4, ownedOutside: 1))
    }

    @Test func liftedExclusionsAreFoundBelowTheMark() throws {
        let before = try AddressPool(ranges: [range("10.1.0.0/28")], exclusions: [span("10.1.0.3", "10.1.0.5")])
        let after = try AddressPool(ranges: [range("10.1.0.0/28")])
        var ledger = MemoryLedger()
        while ledger.take(before) != nil {}
        #expect((0..<4).map { _ in ledger.take(after).map { "\($0)" } } == ["10.1.0.3", "10.1.0.4", "10.1.0.5", nil])
    }

    @Test func forgottenAddressesAreFoundBelowTheMark() throws {
        var ledger = MemoryLedger()
        while ledger.take(small) != nil {}
        ledger.forget(try address("10.1.0.4"))
        #expect(ledger.take(small) == (try address("10.1.0.4")))
        #expect(ledger.take(small) == nil)
    }

    @Test func eachPickLooksAtAConstantNumberOfRecords() throws {
        let pool = try AddressPool(ranges: [range("10.0.0.0/16")])
        var ledger = MemoryLedger()
        for _ in 0..<300 { _ = ledger.take(pool) }
        #expect(ledger.visits.count == 0)
        for number in 0..<100 { ledger.release(IPAddress(family: .v4, value: 0x0a00_0010 + UInt128(number)), at: UInt64(number)) }
        _ = ledger.take(pool)
        #expect(ledger.visits.count == 0)
    }
}
