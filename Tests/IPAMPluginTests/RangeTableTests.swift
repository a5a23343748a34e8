import Addresses
import IPAM
import JSON
import NodeStore
import Testing

@testable import IPAMPlugin

@Suite struct RangeTableTests {
    @Test func countsEachStateOfARange() throws {
        let pool = try Fixture.pool("10.1.0.0/28", exclude: ["10.1.0.14"], coolDown: 30)
        let addresses = try [
            Fixture.owned("10.1.0.2"), Fixture.owned("10.1.0.3"), Fixture.released("10.1.0.4", at: 90), Fixture.released("10.1.0.5", at: 60),
            Fixture.owned("10.1.0.14"), Fixture.owned("10.9.0.1"),
        ]
        let rows = RangeTable([NetworkPools(network: "n", pools: [pool])], podCIDRs: [], [], addresses, now: Fixture.seconds(100)).rows
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        #expect(row.name == "10.1.0.0/28")
        #expect(row.networks == ["n"])
        #expect(row.usage == PoolUsage(capacity: 12, used: 2, cooling: 1, ownedOutside: 1))
        #expect(row.usage.free == 9)
        #expect(row.reserved == 4)
    }

    @Test func networksWithTheSameRangeShareOneRow() throws {
        let pool = try Fixture.pool("10.1.0.0/24")
        let networks = ["a", "b"].map { NetworkPools(network: $0, pools: [pool]) }
        let rows = RangeTable(networks, podCIDRs: [], [], [try Fixture.owned("10.1.0.2")], now: 0).rows
        #expect(rows.map(\.networks) == [["a", "b"]])
        #expect(rows.first?.usage.used == 1)
    }

    @Test func rangesOfOneSubnetAreToldApart() throws {
        let subnet = try #require(IPPrefix("10.1.0.0/24"))
        let ranges = try [("10.1.0.10", "10.1.0.19"), ("10.1.0.30", "10.1.0.39")].map { first, last in
            try AddressPool.Range(subnet: subnet, first: IPAddress(first), last: IPAddress(last))
        }
        let pool = try AddressPool(ranges: ranges)
        let addresses = try ["10.1.0.10", "10.1.0.30", "10.1.0.31", "10.1.0.99"].map(Fixture.owned)
        let rows = RangeTable([NetworkPools(network: "n", pools: [pool])], podCIDRs: [], [], addresses, now: 0).rows
        #expect(rows.map(\.name) == ["10.1.0.10-10.1.0.19", "10.1.0.30-10.1.0.39"])
        #expect(rows.map(\.usage.used) == [1, 2])
        #expect(rows.map(\.usage.capacity) == [10, 10])
        #expect(rows.map(\.usage.ownedOutside) == [1, 0])
    }

    @Test func aPodCIDRThatNoNetworkUsesHasARowOfItsOwn() throws {
        let networks = [NetworkPools(network: "n", pools: [try Fixture.pool("10.1.0.0/24")])]
        let podCIDRs = try ["10.1.0.0/24", "fd00::/64"].map { try #require(IPPrefix($0)) }
        let rows = RangeTable(networks, podCIDRs: podCIDRs, [], [], now: 0).rows
        #expect(rows.map(\.name) == ["10.1.0.0/24", "fd00::/64"])
        #expect(rows.last?.json["network"] == .null)
        #expect(rows.last?.json["capacity"] == "18446744073709551614")
        #expect(rows.first?.json["capacity"] == 253)
    }

    @Test func rangesNobodyConfiguresComeFromTheRecords() throws {
        let attachments = try [Fixture.attachment("c1", ["10.7.0.2/24"]), Fixture.attachment("c2", ["10.7.0.3/24", "10.1.0.9/24"])]
        let networks = [NetworkPools(network: "n", pools: [try Fixture.pool("10.1.0.0/24")])]
        let addresses = try ["10.7.0.2", "10.7.0.3", "10.1.0.9"].map(Fixture.owned)
        let rows = RangeTable(networks, podCIDRs: [], attachments, addresses, now: 0).rows
        #expect(rows.map(\.name) == ["10.1.0.0/24", "10.7.0.0/24"])
        #expect(rows.map(\.usage.used) == [1, 2])
        #expect(rows.last?.networks == ["net"])
    }
}
