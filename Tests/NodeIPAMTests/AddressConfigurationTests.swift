import Addresses
import CNISpec
import IPAM
import JSON
import NodeIPAM
import TestSupport
import Testing

@Suite struct AddressConfigurationTests {
    /// An `ipam` section on a node, and the ranges that come of it: "subnet first-last gateway", families apart.
    struct Row: Sendable, CustomTestStringConvertible {
        let ipam: String
        var node = "10.244.3.0/24 fd00:3::/112"
        let pools: [String]
        var testDescription: String { "\(ipam) on \(node)" }
    }

    private static let nodeRanges = ["10.244.3.0/24 10.244.3.1-10.244.3.254 10.244.3.1", "fd00:3::/112 fd00:3::1-fd00:3::ffff fd00:3::1"]

    @Test(arguments: [
        // Without a range: all families of the node, IPv4 first.
        Row(ipam: "{}", pools: nodeRanges),
        Row(ipam: "{}", node: "fd00:3::/112 10.244.3.0/24", pools: nodeRanges),
        Row(ipam: "{}", node: "fd00:3::/112", pools: [nodeRanges[1]]),
        Row(ipam: #"{"subnet":""}"#, pools: nodeRanges),
        Row(ipam: #"{"subnet":null,"ranges":null}"#, pools: nodeRanges),
        Row(ipam: #"{"ranges":[]}"#, pools: nodeRanges),
        // The magic words.
        Row(ipam: #"{"subnet":"usePodCidr"}"#, pools: nodeRanges),
        Row(ipam: #"{"subnet":"USEPODCIDR"}"#, node: "10.244.3.0/24", pools: [nodeRanges[0]]),
        Row(ipam: #"{"subnet":"usePodCidrIPv6"}"#, pools: [nodeRanges[1]]),
        Row(ipam: #"{"ranges":[[{"subnet":"usePodCidr"}]]}"#, pools: [nodeRanges[0]]),
        Row(ipam: #"{"ranges":[[{"subnet":"usePodCidrIPv6"}],[{"subnet":"usepodcidr"}]]}"#, pools: nodeRanges),
        Row(
            ipam: #"{"ranges":[[{"subnet":"usePodCidr","rangeStart":"10.244.3.10","rangeEnd":"10.244.3.20","gateway":"10.244.3.9"}]]}"#,
            pools: ["10.244.3.0/24 10.244.3.10-10.244.3.20 10.244.3.9"]),
        // Written ranges.
        Row(ipam: #"{"subnet":"10.65.0.0/30"}"#, node: "", pools: ["10.65.0.0/30 10.65.0.1-10.65.0.2 10.65.0.1"]),
        Row(ipam: #"{"subnet":"10.65.0.0/31"}"#, pools: ["10.65.0.0/31 10.65.0.0-10.65.0.1 -"]),
        Row(ipam: #"{"subnet":"fd00::7/128"}"#, pools: ["fd00::7/128 fd00::7 -"]),
        Row(
            ipam: #"{"subnet":"10.65.0.0/24","rangeStart":"10.65.0.10","rangeEnd":"","gateway":null}"#,
            pools: ["10.65.0.0/24 10.65.0.10-10.65.0.254 10.65.0.1"]),
        Row(
            ipam: #"{"subnet":"10.65.0.0/24","ranges":[[{"subnet":"fd00::/126"}]]}"#,
            pools: ["10.65.0.0/24 10.65.0.1-10.65.0.254 10.65.0.1", "fd00::/126 fd00::1-fd00::3 fd00::1"]),
        Row(
            ipam: #"{"ranges":[[{"subnet":"10.66.0.0/30"},{"subnet":"10.65.0.0/30"}]]}"#,
            pools: ["10.66.0.0/30 10.66.0.1-10.66.0.2 10.66.0.1, 10.65.0.0/30 10.65.0.1-10.65.0.2 10.65.0.1"]),
        // Which families.
        Row(ipam: #"{"assign_ipv4":"true","assign_ipv6":"true"}"#, pools: nodeRanges),
        Row(ipam: #"{"assign_ipv4":"false"}"#, pools: [nodeRanges[1]]),
        Row(ipam: #"{"assign_ipv6":false}"#, pools: [nodeRanges[0]]),
        Row(ipam: #"{"assign_ipv4":true,"assign_ipv6":""}"#, pools: nodeRanges),
        Row(ipam: #"{"assign_ipv4":null}"#, pools: nodeRanges),
        Row(ipam: #"{"assign_ipv6":"false"}"#, node: "10.244.3.0/24", pools: [nodeRanges[0]]),
    ])
    func makesOnePoolOfEachFamily(_ row: Row) throws {
        let addresses = try addresses(row.ipam, node: row.node)
        let found = addresses.pools.map { pool in
            pool.ranges.map { "\($0.subnet) \($0.span) \($0.gateway.map { "\($0)" } ?? "-")" }.joined(separator: ", ")
        }
        #expect(found == row.pools)
    }

    /// Without an `ipam` object at all.
    @Test func takesTheNodesOwnWithoutASection() throws {
        #expect(try AddressConfiguration(configuration(""), record: node("10.244.3.0/24"), paths: .standard).pools.count == 1)
    }

    @Test(arguments: [
        (#"["10.65.0.10"]"#, "10.65.0.10"), (#"["10.65.0.16/28"]"#, "10.65.0.16-10.65.0.31"), (#"["10.65.0.20/28"]"#, "10.65.0.16-10.65.0.31"),
        (#"["10.65.0.9-10.65.0.12"]"#, "10.65.0.9-10.65.0.12"), (#"["10.65.0.9-10.65.0.9"]"#, "10.65.0.9"),
        (#"["10.65.0.9-10.65.0.12","10.65.0.13"]"#, "10.65.0.9-10.65.0.13"), (#"["10.99.0.0/16"]"#, "10.99.0.0-10.99.255.255"),
        (#"["fd00::/64"]"#, ""), ("[]", ""), ("null", ""),
    ])
    func excludesAddressesNetworksAndSpans(_ exclude: String, _ excluded: String) throws {
        let pools = try addresses(#"{"subnet":"10.65.0.0/24","exclude":\#(exclude)}"#).pools
        #expect(pools[0].exclusions.map { "\($0)" }.joined(separator: ", ") == excluded)
    }

    @Test func excludesInEachFamily() throws {
        let pools = try addresses(#"{"exclude":["fd00:3::9","10.244.3.9"]}"#).pools
        #expect(pools.map { "\($0.exclusions[0])" } == ["10.244.3.9", "fd00:3::9"])
    }

    @Test(arguments: [("0", 0), ("60", 60_000_000_000), ("86400", 86_400_000_000_000), ("null", 0)] as [(String, UInt64)])
    func restsReleasedAddresses(_ seconds: String, _ nanoseconds: UInt64) throws {
        #expect(try addresses(#"{"ipCooldownSeconds":\#(seconds)}"#).pools.map(\.coolDown) == [nanoseconds, nanoseconds])
        #expect(try addresses("{}").pools.map(\.coolDown) == [0, 0])
    }

    @Test(arguments: [
        (#"[{"dst":"10.0.0.0/8"}]"#, "10.0.0.0/8"), (#"[{"dst":"10.1.2.3/8","gw":"10.65.0.1"}]"#, "10.0.0.0/8 via 10.65.0.1"),
        (#"[{"dst":"0.0.0.0/0"},{"dst":"::/0","gw":"fd00::1"}]"#, "0.0.0.0/0, ::/0 via fd00::1"), (#"[{"dst":"10.0.0.0/8","gw":""}]"#, "10.0.0.0/8"),
        (#"[{"dst":"10.0.0.0/8","gw":null}]"#, "10.0.0.0/8"), (#"[{"gw":"10.0.0.1"},{"dst":null},{}]"#, ""), ("[]", ""), ("null", ""),
    ])
    func takesRoutes(_ routes: String, _ expected: String) throws {
        let found = try addresses(#"{"routes":\#(routes)}"#).routes
        let texts = found.map { route in "\(route.destination)" + (route.gateway.map { " via \($0)" } ?? "") }
        #expect(texts.joined(separator: ", ") == expected)
    }

    @Test func readsResolverSettings() throws {
        try withTemporaryFolder { folder in
            let text = """
                # comment
                nameserver 10.96.0.10
                nameserver\tfd00::a  trailing
                domain example.com
                search one.example two.example
                search svc.cluster.local cluster.local
                options ndots:5 edns0
                sortlist 10.0.0.0
                nameserver
                """
            try write(text, to: "\(folder)/resolv.conf")
            let expected = CNIResult.DNS(
                nameservers: ["10.96.0.10", "fd00::a"], domain: "example.com", search: ["svc.cluster.local", "cluster.local"],
                options: ["ndots:5", "edns0"])
            #expect(try addresses(#"{"resolvConf":"\#(folder)/resolv.conf"}"#).dns == expected)
            #expect(try addresses(#"{"resolvConf":""}"#).dns.isEmpty)
            #expect(try addresses(#"{"resolvConf":null}"#).dns.isEmpty)
        }
    }

    @Test func namesTheKeysItHasNoUseFor() throws {
        #expect(try addresses(#"{"dataDir":"/x","type":"calico-ipam","ipv4_pools":["a"]}"#).ignoredKeys == ["ipv4_pools", "dataDir"])
        #expect(try addresses("{}").ignoredKeys.isEmpty)
    }

    private func addresses(_ ipam: String, node podCIDRs: String = "10.244.3.0/24 fd00:3::/112") throws -> AddressConfiguration {
        try AddressConfiguration(configuration("\"ipam\":\(ipam)"), record: node(podCIDRs), paths: .standard)
    }
}
