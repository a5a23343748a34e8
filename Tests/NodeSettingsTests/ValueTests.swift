import Addresses
import Model
import NodeSettings
import Testing

@Suite struct ValueTests {
    struct MethodRow: Sendable, CustomTestStringConvertible {
        let text: String, family: IPAddress.Family, want: String?
        var testDescription: String { "\(text) \(family)" }
        init(_ text: String, _ want: String?, _ family: IPAddress.Family = .v4) { (self.text, self.family, self.want) = (text, family, want) }
    }

    @Test(arguments: [
        MethodRow("first-found", "first-found"), MethodRow("First-Found", "first-found"),
        MethodRow("kubernetes-internal-ip", "kubernetes-internal-ip"),
        MethodRow("can-reach=8.8.8.8", "can-reach=8.8.8.8"), MethodRow("can-reach=www.example.com", "can-reach=www.example.com"),
        MethodRow("can-reach=8.8.8", nil), MethodRow("can-reach=", nil), MethodRow("can-reach=0.0.0.0", nil), MethodRow("can-reach=a b", nil),
        MethodRow("can-reach=fd00::1", "can-reach=fd00::1", .v6), MethodRow("can-reach=8.8.8.8", nil, .v6), MethodRow("can-reach=fd00:::1", nil, .v6),
        MethodRow("interface=eth0", "interface=eth0"), MethodRow("interface=eth.*, en.*", "interface=eth.*,en.*"),
        MethodRow("interface=", nil), MethodRow("interface=eth0,,eth1", nil), MethodRow("interface=eth[", nil),
        MethodRow("skip-interface=docker.*", "skip-interface=docker.*"), MethodRow("skip-interface=(", nil),
        MethodRow("cidr=10.0.0.0/8,192.168.0.0/16", "cidr=10.0.0.0/8,192.168.0.0/16"), MethodRow("cidr=10.1.2.3/8", "cidr=10.0.0.0/8"),
        MethodRow("cidr=10.0.0.0", nil), MethodRow("cidr=10.0.0.0/33", nil), MethodRow("cidr=fd00::/8", nil),
        MethodRow("cidr=fd00::/8", "cidr=fd00::/8", .v6), MethodRow("first-found=1", nil), MethodRow("last-found", nil), MethodRow("interface", nil),
    ])
    func autodetectionMethod(_ row: MethodRow) {
        #expect(AutodetectionMethod(row.text, row.family)?.description == row.want)
    }

    @Test(
        arguments: [
            ("autodetect", "autodetect"), ("AutoDetect", "autodetect"), ("none", "none"), ("192.0.2.1", "192.0.2.1"),
            ("192.0.2.1/24", "192.0.2.1/24"),
            ("192.0.2.1/0", nil), ("192.0.2.1/33", nil), ("127.0.0.1", nil), ("0.0.0.0", nil), ("224.0.0.1", nil), ("169.254.1.1", nil),
            ("255.255.255.255", nil), ("0.1.2.3", nil), ("fd00::1", nil), ("eth0", nil), ("192.0.2.1/24/", nil), ("", nil),
        ] as [(String, String?)])
    func address(_ text: String, _ want: String?) {
        #expect(AddressChoice(text, .v4)?.description == want)
    }

    @Test(
        arguments: [("fe80::1", nil), ("::1", nil), ("ff02::1", nil), ("::", nil), ("fd00::1/64", "fd00::1/64"), ("192.0.2.1", nil)]
            as [(String, String?)])
    func address6(_ text: String, _ want: String?) {
        #expect(AddressChoice(text, .v6)?.description == want)
    }

    @Test(
        arguments: [
            ("90", 90.0), ("90s", 90), ("1m30s", 90), ("0", 0), ("0s", 0), ("1h", 3600), ("65535", 65535), (" 90 ", 90), ("65536", nil),
            ("90.5", nil), ("90500ms", nil),
            ("2", nil), ("-3", nil), ("ninety", nil), ("90 s", nil), ("90m90", nil), ("1e3", nil), ("999999999999999999999", nil),
        ] as [(String, Double?)])
    func holdTime(_ text: String, _ want: Double?) {
        let settings = try? NodeConfiguration(environment: ["CALICO_BGP_HOLD_TIME": text])
        #expect(settings?.holdTime == want.map { .seconds($0) })
    }

    @Test(
        arguments: [
            ("64512", 64512), ("1.10", 65546), ("4294967295", 4_294_967_295), ("0.1", 1), ("0", nil), ("0.0", nil), ("23456", nil),
            ("4294967296", nil),
            ("1.65536", nil), ("-1", nil), ("AS64512", nil), ("1.2.3", nil),
        ] as [(String, UInt32?)])
    func asNumber(_ text: String, _ want: UInt32?) {
        let settings = try? NodeConfiguration(environment: ["AS": text])
        #expect(settings?.asNumber?.value == want)
    }

    @Test(
        arguments: [
            ("true", true), ("TRUE", true), ("1", true), ("yes", true), ("y", true), ("t", true), ("on", true), ("false", false), ("0", false),
            ("No", false), ("n", false), ("F", false), ("off", false), ("2", nil), ("truthy", nil), ("yes!", nil),
        ] as [(String, Bool?)])
    func truth(_ text: String, _ want: Bool?) {
        #expect((try? NodeConfiguration(environment: ["CALICO_FLUSH_ON_STOP": text]))?.flushOnStop == want)
    }

    @Test func valuesAreTyped() throws {
        let settings = try NodeConfiguration(environment: [
            "IP": "192.0.2.7/24", "CALICO_POD_CIDR": "10.65.3.0/24,fd00:65:3::/64", "CALICO_NODE_PARTS": "health,bgp", "FELIX_HEALTHPORT": "1",
            "CALICO_IPV4POOL_IPIP": "CrossSubnet", "CALICO_ROUTER_ID": "192.0.2.9", "CALICO_LOG_FORMAT": "json", "CALICO_NETWORKING_BACKEND": "vxlan",
            "IP_AUTODETECTION_METHOD": "interface=eth.*",
        ])
        #expect(settings.ip == .given(try #require(IPAddress("192.0.2.7")), length: 24))
        #expect(settings.ip6 == .unset)
        #expect(settings.podCIDR.map(\.description) == ["10.65.3.0/24", "fd00:65:3::/64"])
        #expect(settings.parts == [.health, .bgp])
        #expect(settings.healthPort == UInt16(1))
        #expect(settings.ipv4PoolIPIP == .crossSubnet)
        #expect(settings.routerID == .given(try #require(IPAddress("192.0.2.9"))))
        #expect(settings.logFormat == .json)
        #expect(settings.backend == .vxlan)
        #expect(settings.ipAutodetectionMethod == .interface([try #require(InterfacePattern("eth.*"))]))
        #expect(settings.source(of: \.ip) == .environment("IP"))
        #expect(settings.isSet(\.ip))
        #expect(!settings.isSet(\.ip6))
    }

    @Test func defaults() throws {
        let settings = try NodeConfiguration()
        #expect(settings.holdTime == .seconds(90))
        #expect(settings.restartTime == .seconds(120))
        #expect(settings.ecmpPaths == 8)
        #expect(settings.logSeverity == .info)
        #expect(settings.backend == .bird)
        #expect(settings.parts == NodePart.allCases)
        #expect(settings.healthHost.map(\.description) == ["127.0.0.1"])
        #expect(settings.metricsPort == 9091)
        #expect(settings.ipv4PoolBlockSize == 26 && settings.ipv6PoolBlockSize == 122)
        #expect(settings.ipv4PoolNATOutgoing && !settings.ipv6PoolNATOutgoing)
        #expect(settings.nodeName == nil)
        #expect(!settings.createDefaultPools)
    }

    @Test(arguments: [
        ("eth.*", "eth0", true), ("eth0", "veth01", true), ("^eth0$", "eth01", false), ("(?i)ETH\\d", "eth3", true), ("br-", "br0", false),
    ])
    func patternsMatchAnywhere(_ expression: String, _ name: String, _ want: Bool) throws {
        #expect(try #require(InterfacePattern(expression)).matches(name) == want)
    }
}
