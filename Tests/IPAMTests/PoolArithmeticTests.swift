import Addresses
import IPAM
import Testing

@Suite struct PoolArithmeticTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let subnet: String, first: String, last: String, gateway: String?, capacity: UInt128
        var testDescription: String { subnet }
    }

    @Test(arguments: [
        Row(subnet: "0.0.0.0/0", first: "0.0.0.1", last: "255.255.255.254", gateway: "0.0.0.1", capacity: (1 << 32) - 3),
        Row(subnet: "10.0.0.0/8", first: "10.0.0.1", last: "10.255.255.254", gateway: "10.0.0.1", capacity: (1 << 24) - 3),
        Row(subnet: "10.1.0.0/24", first: "10.1.0.1", last: "10.1.0.254", gateway: "10.1.0.1", capacity: 253),
        Row(subnet: "10.1.0.248/29", first: "10.1.0.249", last: "10.1.0.254", gateway: "10.1.0.249", capacity: 5),
        Row(subnet: "10.1.0.4/30", first: "10.1.0.5", last: "10.1.0.6", gateway: "10.1.0.5", capacity: 1),
        Row(subnet: "10.1.0.4/31", first: "10.1.0.4", last: "10.1.0.5", gateway: nil, capacity: 2),
        Row(subnet: "10.1.0.7/32", first: "10.1.0.7", last: "10.1.0.7", gateway: nil, capacity: 1),
        Row(subnet: "255.255.255.254/31", first: "255.255.255.254", last: "255.255.255.255", gateway: nil, capacity: 2),
        Row(subnet: "::/0", first: "::1", last: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", gateway: "::1", capacity: .max - 1),
        Row(subnet: "fd00::/64", first: "fd00::1", last: "fd00::ffff:ffff:ffff:ffff", gateway: "fd00::1", capacity: (1 << 64) - 2),
        Row(subnet: "fd00::/126", first: "fd00::1", last: "fd00::3", gateway: "fd00::1", capacity: 2),
        Row(subnet: "fd00::4/127", first: "fd00::4", last: "fd00::5", gateway: nil, capacity: 2),
        Row(subnet: "fd00::4/128", first: "fd00::4", last: "fd00::4", gateway: nil, capacity: 1),
    ])
    func defaultsOfASubnet(_ row: Row) throws {
        let range = try range(row.subnet)
        #expect(range.span == (try span(row.first, row.last)))
        #expect(range.gateway == (try row.gateway.map { try address($0) }))
        #expect(try AddressPool(ranges: [range]).capacity == row.capacity)
    }

    @Test func aNamedGatewayIsReservedInPlaceOfTheFirstHost() throws {
        let pool = try AddressPool(ranges: [range("10.1.0.0/29", gateway: "10.1.0.6")])
        #expect(pool.capacity == 5)
        #expect(pool.range(handingOut: try address("10.1.0.1")) != nil)
        #expect(pool.range(handingOut: try address("10.1.0.6")) == nil)
    }

    @Test func aGatewayMayLieElsewhere() throws {
        let pool = try AddressPool(ranges: [range("10.1.0.0/29", gateway: "169.254.1.1")])
        #expect(pool.capacity == 6)
    }

    @Test func aGatewayIsReservedInEveryRange() throws {
        let pool = try AddressPool(ranges: [
            range("10.1.0.0/24", "10.1.0.10", "10.1.0.19", gateway: "10.1.0.25"),
            range("10.1.0.0/24", "10.1.0.20", "10.1.0.29", gateway: "10.1.0.15"),
        ])
        #expect(pool.capacity == 18)
    }

    @Test func namedEndsMayTouchReservedAddressesWhichAreLeftOut() throws {
        let pool = try AddressPool(ranges: [range("10.1.0.0/29", "10.1.0.0", "10.1.0.7")])
        #expect(pool.capacity == 5)
        var ledger = MemoryLedger()
        var taken: [String] = []
        while let next = ledger.take(pool) { taken.append("\(next)") }
        #expect(taken == ["10.1.0.2", "10.1.0.3", "10.1.0.4", "10.1.0.5", "10.1.0.6"])
    }

    @Test func overlappingExclusionsCountOnce() throws {
        let exclusions = try [
            span("10.1.0.100", "10.1.0.120"), span("10.1.0.110", "10.1.0.130"), span("10.1.0.0", "10.1.0.9"), span("10.1.0.131", "10.1.0.131"),
            span("10.9.0.0", "10.9.0.255"),
        ]
        let pool = try AddressPool(ranges: [range("10.1.0.0/24")], exclusions: exclusions)
        #expect(pool.capacity == 254 - 9 - 32)
        #expect(pool.exclusions.count == 3)
        #expect(pool.exclusions == pool.exclusions.sorted { $0.first < $1.first })
    }

    @Test func capacityOfSeveralHugeRangesDoesNotOverflow() throws {
        let half = try span("8000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
        let pool = try AddressPool(ranges: [range("::/1"), range("8000::/1")])
        #expect(pool.capacity == UInt128.max - 3)
        #expect(try AddressPool(ranges: [range("::/1"), range("8000::/1")], exclusions: [half]).capacity == (1 << 127) - 2)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let make: @Sendable () throws -> AddressPool, want: String
        var testDescription: String { want }
    }

    @Test(arguments: [
        Refusal(make: { try AddressPool(ranges: []) }, want: "the pool has no range; give one subnet at least, such as 10.65.0.0/24"),
        Refusal(
            make: { try AddressPool(ranges: [range("10.1.0.5/24")]) }, want: "subnet 10.1.0.5/24 has bits set after the first 24; write 10.1.0.0/24"),
        Refusal(
            make: { try AddressPool(ranges: [range("10.1.0.0/24"), range("fd00::/64")]) },
            want: "subnet fd00::/64 stands in a list of IPv4 ranges; move it to a list of its own, one list for each family"),
        Refusal(
            make: { try AddressPool(ranges: [range("10.1.0.0/24", "10.2.0.1")]) },
            want: "rangeStart 10.2.0.1 lies outside subnet 10.1.0.0/24; choose one from 10.1.0.0 to 10.1.0.255"),
        Refusal(
            make: { try AddressPool(ranges: [range("10.1.0.0/24", nil, "fd00::1")]) },
            want: "rangeEnd fd00::1 lies outside subnet 10.1.0.0/24; choose one from 10.1.0.0 to 10.1.0.255"),
        Refusal(
            make: { try AddressPool(ranges: [range("10.1.0.0/24", "10.1.0.9", "10.1.0.8")]) },
            want: "rangeStart 10.1.0.9 lies after rangeEnd 10.1.0.8; exchange them"),
        Refusal(
            make: { try AddressPool(ranges: [range("10.1.0.0/24", gateway: "fd00::1")]) },
            want: "gateway fd00::1 is IPv6 but subnet 10.1.0.0/24 is IPv4; give an address such as 10.1.0.1"),
        Refusal(
            make: { try AddressPool(ranges: [range("10.1.0.0/24")], exclusions: [span("fd00::1", "fd00::2")]) },
            want: "exclusion fd00::1-fd00::2 is not of the family of the ranges, IPv4; remove it"),
        Refusal(
            make: { try AddressPool(ranges: [range("10.1.0.0/24"), range("10.1.0.0/16", "10.1.0.200", "10.1.1.9")]) },
            want: "ranges 10.1.0.1-10.1.0.254 and 10.1.0.200-10.1.1.9 share 10.1.0.200 to 10.1.0.254; make one range of them"),
        Refusal(
            make: { try AddressPool(ranges: [range("10.1.0.4/30", gateway: "10.1.0.5")], exclusions: [span("10.1.0.6", "10.1.0.6")]) },
            want: "no address of 10.1.0.5-10.1.0.6 can be given to a pod: all are network, broadcast or gateway addresses or excluded; "
                + "use a larger subnet or exclude less"),
    ])
    func whatMakesNoPool(_ row: Refusal) throws {
        let error = #expect(throws: PoolError.self) { try row.make() }
        #expect(error?.description == row.want)
    }
}
