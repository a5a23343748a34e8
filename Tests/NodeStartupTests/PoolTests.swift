import Addresses
import Model
import NodeSettings
import NodeStartup
import TestSupport
import Testing

@Suite struct PoolTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let environment: [String: String]
        var taken: Set<IPAddress.Family> = []
        var addresses: [String] = []
        var hasIPv6 = true
        /// "NAME NETWORK BLOCKSIZE ipip vxlan nat".
        let want: [String]
        var testDescription: String { name }
    }

    static let ask = "CALICO_CREATE_DEFAULT_POOLS"
    static func v4(_ network: String, _ rest: String = "26 Never Never true") -> String { "default-ipv4-ippool \(network) \(rest)" }

    static let rows = [
        Row(name: "not asked for", environment: [:], want: []),
        Row(name: "refused", environment: ["NO_DEFAULT_POOLS": "true"], want: []),
        Row(name: "asked for", environment: [ask: "true", "FELIX_IPV6SUPPORT": "false"], want: [v4("192.168.0.0/16")]),
        Row(name: "no IPv6 in the kernel", environment: [ask: "true"], hasIPv6: false, want: [v4("192.168.0.0/16")]),
        Row(name: "IPv4 by its network", environment: ["CALICO_IPV4POOL_CIDR": "10.65.0.0/16"], want: [v4("10.65.0.0/16")]),
        Row(
            name: "IPv6 by its network", environment: ["CALICO_IPV6POOL_CIDR": "fd00:65::/48"],
            want: ["default-ipv6-ippool fd00:65::/48 122 Never Never false"]),
        Row(name: "none of IPv6", environment: [ask: "1", "CALICO_IPV6POOL_CIDR": "none"], want: [v4("192.168.0.0/16")]),
        Row(
            name: "none of IPv4", environment: [ask: "1", "CALICO_IPV4POOL_CIDR": "none", "CALICO_IPV6POOL_CIDR": "fd00:65::/48"],
            want: ["default-ipv6-ippool fd00:65::/48 122 Never Never false"]),
        Row(name: "none alone asks for nothing", environment: ["CALICO_IPV4POOL_CIDR": "none"], want: []),
        Row(name: "IPv4 has a pool", environment: ["CALICO_IPV4POOL_CIDR": "10.65.0.0/16"], taken: [.v4], want: []),
        Row(name: "both have pools", environment: [ask: "1"], taken: [.v4, .v6], want: []),
        Row(name: "a host in 192.168", environment: [ask: "1"], taken: [.v6], addresses: ["192.168.7.1/24"], want: [v4("172.16.0.0/16")]),
        Row(
            name: "a host in 192.168 and 172.16", environment: [ask: "1"], taken: [.v6], addresses: ["192.168.7.1/24", "172.16.0.9/24"],
            want: [v4("172.17.0.0/16")]),
        Row(
            name: "a host with docker's bridge", environment: [ask: "1"], taken: [.v6], addresses: ["192.168.7.1/24", "172.16.0.9/15"],
            want: [v4("172.18.0.0/16")]),
        Row(name: "a host in a larger network", environment: [ask: "1"], taken: [.v6], addresses: ["192.160.0.1/8"], want: [v4("172.16.0.0/16")]),
        Row(
            name: "a host everywhere", environment: [ask: "1"], taken: [.v6], addresses: ["192.168.7.1/24", "172.16.0.1/12"],
            want: [v4("192.168.0.0/16")]),
        Row(
            name: "a host elsewhere", environment: [ask: "1"], taken: [.v6], addresses: ["10.0.0.1/8", "fd00::1/64", "127.0.0.1/8"],
            want: [v4("192.168.0.0/16")]),
        Row(
            name: "all variables of IPv4",
            environment: [
                "CALICO_IPV4POOL_CIDR": "10.65.0.0/16", "CALICO_IPV4POOL_BLOCK_SIZE": "28", "CALICO_IPV4POOL_IPIP": "CrossSubnet",
                "CALICO_IPV4POOL_NAT_OUTGOING": "no",
            ], want: [v4("10.65.0.0/16", "28 CrossSubnet Never false")]),
        Row(
            name: "VXLAN", environment: ["CALICO_IPV4POOL_CIDR": "10.65.0.0/16", "CALICO_IPV4POOL_VXLAN": "Always"],
            want: [v4("10.65.0.0/16", "26 Never Always true")]),
        Row(
            name: "all variables of IPv6",
            environment: [
                "CALICO_IPV6POOL_CIDR": "fd00:65::/48", "CALICO_IPV6POOL_BLOCK_SIZE": "120", "CALICO_IPV6POOL_VXLAN": "cross-subnet",
                "CALICO_IPV6POOL_NAT_OUTGOING": "yes",
            ], want: ["default-ipv6-ippool fd00:65::/48 120 Never CrossSubnet true"]),
    ]

    private func plan(_ environment: [String: String], _ row: Row? = nil) throws -> [IPPool] {
        var random = SeededGenerator(seed: 7)
        return DefaultPools.plan(
            try NodeConfiguration(environment: environment), taken: row?.taken ?? [], addresses: row?.addresses.compactMap { IPPrefix($0) } ?? [],
            hasIPv6: row?.hasIPv6 ?? true, random: &random)
    }

    @Test(arguments: rows)
    func plans(_ row: Row) throws {
        let pools = try plan(row.environment, row).map { pool in
            let spec = pool.spec
            return "\(pool.name) \(spec.cidr.map { "\($0)" } ?? "-") \(spec.blockSize ?? 0) \(spec.ipipMode?.rawValue ?? "Never") "
                + "\(spec.vxlanMode?.rawValue ?? "Never") \(spec.natOutgoing ?? false)"
        }
        #expect(pools == row.want)
    }

    @Test func selectorsAndExport() throws {
        let pools = try plan([
            Self.ask: "1", "CALICO_IPV4POOL_NODE_SELECTOR": "rack == '1'", "CALICO_IPV6POOL_DISABLE_BGP_EXPORT": "true",
        ])
        #expect(pools.map(\.spec.nodeSelector) == ["rack == '1'", nil])
        #expect(pools.map(\.spec.disableBGPExport) == [nil, true])
    }

    @Test func anIPv6NetworkOfOnesOwnIsRandom() throws {
        let own = try #require(IPPrefix("fd00::/8"))
        var seen: Set<IPPrefix> = []
        for seed in 0..<50 {
            var random = SeededGenerator(seed: UInt64(seed))
            let pools = DefaultPools.plan(
                try NodeConfiguration(environment: [Self.ask: "1"]), taken: [.v4], addresses: [], hasIPv6: true, random: &random)
            let cidr = try #require(pools.first?.spec.cidr)
            #expect(cidr.length == 48 && cidr.isNetwork && own.contains(cidr))
            seen.insert(cidr)
        }
        #expect(seen.count == 50)
    }
}
