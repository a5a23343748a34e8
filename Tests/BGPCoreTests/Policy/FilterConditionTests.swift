internal import Addresses
internal import BGPWire
internal import Testing

@testable internal import BGPCore

/// The verdict on a prefix given as text.
func verdict(
    _ chain: FilterChain, _ prefix: String, _ source: RouteSource = .peer(.external), peerIsExternal: Bool = true,
    attributes: () -> PathAttributes = { PathAttributes() }
) -> FilterVerdict {
    if let prefix = IPv4Prefix(prefix) { return chain.verdict(prefix, source: source, peerIsExternal: peerIsExternal, attributes: attributes) }
    return chain.verdict(
        IPv6Prefix(prefix) ?? IPv6Prefix(high: 0, low: 0, length: 0), source: source, peerIsExternal: peerIsExternal, attributes: attributes)
}

@Suite struct FilterConditionTests {
    /// Whether a condition holds: a filter with it alone rejects.
    private func holds(
        _ condition: FilterCondition, _ prefix: String = "10.0.0.0/8", _ source: RouteSource = .peer(.external), peerIsExternal: Bool = true,
        attributes: PathAttributes = PathAttributes()
    ) -> Bool {
        let chain = FilterChain(filters: [RouteFilter(name: "one", rules: [FilterRule([condition], .reject)])], defaultAccepts: true)
        return verdict(chain, prefix, source, peerIsExternal: peerIsExternal) { attributes } == .reject
    }

    struct PrefixRow: Sendable, CustomTestStringConvertible {
        let comparison: FilterCondition.Operator
        let network: String
        let lengths: ClosedRange<Int>?
        let prefix: String
        let want: Bool

        init(_ comparison: FilterCondition.Operator, _ network: String, of lengths: ClosedRange<Int>? = nil, _ prefix: String, _ want: Bool) {
            self.comparison = comparison
            self.network = network
            self.lengths = lengths
            self.prefix = prefix
            self.want = want
        }

        var condition: FilterCondition { .prefix(comparison, .of(network), lengths: lengths) }
        var testDescription: String { "\(prefix) \(condition)" }
    }

    @Test(arguments: [
        PrefixRow(.equal, "10.0.0.0/8", "10.0.0.0/8", true),
        PrefixRow(.equal, "10.0.0.0/8", "10.0.0.0/9", false),
        PrefixRow(.equal, "10.0.0.0/8", "10.0.0.0/7", false),
        PrefixRow(.equal, "10.0.0.0/8", "11.0.0.0/8", false),
        PrefixRow(.equal, "0.0.0.0/0", "0.0.0.0/0", true),
        PrefixRow(.equal, "0.0.0.0/0", "10.0.0.0/8", false),
        PrefixRow(.equal, "10.1.2.3/32", "10.1.2.3/32", true),
        PrefixRow(.equal, "10.1.2.3/32", "10.1.2.2/32", false),
        PrefixRow(.equal, "10.0.0.0/8", "2001:db8::/32", false),
        PrefixRow(.equal, "10.1.2.3/8", "10.0.0.0/8", true),
        PrefixRow(.notEqual, "10.0.0.0/8", "10.0.0.0/8", false),
        PrefixRow(.notEqual, "10.0.0.0/8", "10.0.0.0/9", true),
        PrefixRow(.notEqual, "10.0.0.0/8", "11.0.0.0/8", true),
        PrefixRow(.notEqual, "10.0.0.0/8", "2001:db8::/32", false),
        PrefixRow(.inside, "10.0.0.0/8", "10.0.0.0/8", true),
        PrefixRow(.inside, "10.0.0.0/8", "10.255.255.255/32", true),
        PrefixRow(.inside, "10.0.0.0/8", "10.128.0.0/9", true),
        PrefixRow(.inside, "10.0.0.0/8", "10.0.0.0/7", false),
        PrefixRow(.inside, "10.0.0.0/8", "0.0.0.0/0", false),
        PrefixRow(.inside, "10.0.0.0/8", "11.0.0.0/16", false),
        PrefixRow(.inside, "0.0.0.0/0", "203.0.113.0/24", true),
        PrefixRow(.inside, "0.0.0.0/0", "2001:db8::/32", false),
        PrefixRow(.notInside, "10.0.0.0/8", "10.0.0.0/8", false),
        PrefixRow(.notInside, "10.0.0.0/8", "10.1.0.0/16", false),
        PrefixRow(.notInside, "10.0.0.0/8", "0.0.0.0/0", true),
        PrefixRow(.notInside, "10.0.0.0/8", "192.168.0.0/16", true),
        PrefixRow(.notInside, "10.0.0.0/8", "2001:db8::/32", false),
        PrefixRow(.inside, "10.0.0.0/8", of: 16...24, "10.1.0.0/16", true),
        PrefixRow(.inside, "10.0.0.0/8", of: 16...24, "10.1.2.0/24", true),
        PrefixRow(.inside, "10.0.0.0/8", of: 16...24, "10.0.0.0/15", false),
        PrefixRow(.inside, "10.0.0.0/8", of: 16...24, "10.1.2.0/25", false),
        PrefixRow(.inside, "10.0.0.0/8", of: 16...24, "11.1.0.0/16", false),
        PrefixRow(.inside, "10.0.0.0/8", of: 0...32, "10.0.0.0/8", true),
        PrefixRow(.inside, "10.0.0.0/8", of: 0...32, "0.0.0.0/0", false),
        PrefixRow(.inside, "10.0.0.0/8", of: 0...4, "10.0.0.0/8", false),
        PrefixRow(.notInside, "10.0.0.0/8", of: 16...24, "10.1.0.0/16", false),
        PrefixRow(.notInside, "10.0.0.0/8", of: 16...24, "10.0.0.0/8", true),
        PrefixRow(.notInside, "10.0.0.0/8", of: 16...24, "10.1.2.128/25", true),
        PrefixRow(.notInside, "10.0.0.0/8", of: 16...24, "11.1.0.0/16", true),
        PrefixRow(.notInside, "10.0.0.0/8", of: 16...24, "2001:db8::/24", false),
        PrefixRow(.equal, "10.0.0.0/8", of: 16...24, "10.1.0.0/16", true),
        PrefixRow(.equal, "10.0.0.0/8", of: 16...24, "10.0.0.0/8", false),
        PrefixRow(.notEqual, "10.0.0.0/8", of: 16...24, "10.1.0.0/16", false),
        PrefixRow(.notEqual, "10.0.0.0/8", of: 16...24, "10.0.0.0/8", true),
        PrefixRow(.equal, "2001:db8::/32", "2001:db8::/32", true),
        PrefixRow(.equal, "2001:db8::/32", "2001:db8::/33", false),
        PrefixRow(.equal, "2001:db8::/32", "10.0.0.0/8", false),
        PrefixRow(.notEqual, "2001:db8::/32", "10.0.0.0/8", false),
        PrefixRow(.notEqual, "2001:db8::/32", "2001:db9::/32", true),
        PrefixRow(.inside, "2001:db8::/32", "2001:db8:1::/48", true),
        PrefixRow(.inside, "2001:db8::/32", "2001:db8::1/128", true),
        PrefixRow(.inside, "2001:db8::/32", "2001:db9::/48", false),
        PrefixRow(.inside, "2001:db8:0:1::/64", "2001:db8:0:1:8000::/65", true),
        PrefixRow(.inside, "2001:db8:0:1::/64", "2001:db8:0:2::/65", false),
        PrefixRow(.inside, "2001:db8:0:1:8000::/65", "2001:db8:0:1::/66", false),
        PrefixRow(.inside, "::/0", "2001:db8::/32", true),
        PrefixRow(.notInside, "2001:db8::/32", "2001:db8:1::/48", false),
        PrefixRow(.notInside, "2001:db8::/32", "fd00::/8", true),
        PrefixRow(.notInside, "2001:db8::/32", "10.0.0.0/8", false),
        PrefixRow(.inside, "2001:db8::/32", of: 48...64, "2001:db8:1::/48", true),
        PrefixRow(.inside, "2001:db8::/32", of: 48...64, "2001:db8:1::/65", false),
        PrefixRow(.inside, "2001:db8::/32", of: 0...128, "2001:db8::1/128", true),
    ])
    func prefixes(_ row: PrefixRow) { #expect(holds(row.condition, row.prefix) == row.want) }

    struct AttributeRow: Sendable, CustomTestStringConvertible {
        let condition: FilterCondition
        let want: Bool
        let attributes: PathAttributes

        init(_ condition: FilterCondition, _ want: Bool, _ change: (inout PathAttributes) -> Void) {
            self.condition = condition
            self.want = want
            attributes = PathAttributes().with(change)
        }

        var testDescription: String { "\(condition) of \(attributes)" }
    }

    static let target = ExtendedCommunity.routeTarget(.twoOctetAS(64512, number: 7))
    static let origin = ExtendedCommunity.routeOrigin(.twoOctetAS(64512, number: 7))
    static let mixed = ASPath(segments: [
        ASPath.Segment(.sequence, [1, 2]), ASPath.Segment(.set, [3, 4]), ASPath.Segment(.sequence, [5]),
    ])

    @Test(arguments: [
        AttributeRow(.community(Community(64512, 7)), true) { $0.communities = [Community(1, 1), Community(64512, 7)] },
        AttributeRow(.community(Community(64512, 7)), false) { $0.communities = [Community(64512, 8)] },
        AttributeRow(.community(Community(64512, 7)), false) { _ in },
        AttributeRow(.community(.noExport), true) { $0.communities = [.noExport] },
        AttributeRow(.community(Community(64512, 7)), false) { $0.largeCommunities = [LargeCommunity(64512, 7, 0)] },
        AttributeRow(.extendedCommunity(target), true) { $0.extendedCommunities = [origin, target] },
        AttributeRow(.extendedCommunity(target), false) { $0.extendedCommunities = [origin] },
        AttributeRow(.extendedCommunity(target), false) { _ in },
        AttributeRow(.largeCommunity(LargeCommunity(1, 2, 3)), true) { $0.largeCommunities = [LargeCommunity(1, 2, 3)] },
        AttributeRow(.largeCommunity(LargeCommunity(1, 2, 3)), false) { $0.largeCommunities = [LargeCommunity(1, 2, 4)] },
        AttributeRow(.largeCommunity(LargeCommunity(1, 2, 3)), false) { _ in },
        AttributeRow(.asPathPrefix([1]), true) { $0.asPath = ASPath([1]) },
        AttributeRow(.asPathPrefix([1]), true) { $0.asPath = ASPath([1, 2]) },
        AttributeRow(.asPathPrefix([1, 2]), true) { $0.asPath = ASPath([1, 2]) },
        AttributeRow(.asPathPrefix([1, 2]), false) { $0.asPath = ASPath([1]) },
        AttributeRow(.asPathPrefix([2]), false) { $0.asPath = ASPath([1, 2]) },
        AttributeRow(.asPathPrefix([1, 3]), false) { $0.asPath = ASPath([1, 2, 3]) },
        AttributeRow(.asPathPrefix([1]), false) { _ in },
        AttributeRow(.asPathPrefix([]), true) { _ in },
        AttributeRow(.asPathPrefix([1, 2, 3]), true) { $0.asPath = mixed },
        AttributeRow(.asPathPrefix([1, 2, 4, 5]), true) { $0.asPath = mixed },
        AttributeRow(.asPathPrefix([1, 2, 3, 4]), false) { $0.asPath = mixed },
        AttributeRow(.asPathPrefix([1, 2, 4, 5, 6]), false) { $0.asPath = mixed },
        AttributeRow(.localPreference(100), true) { $0.localPreference = 100 },
        AttributeRow(.localPreference(100), false) { $0.localPreference = 101 },
        AttributeRow(.localPreference(100), false) { _ in },
        AttributeRow(.localPreference(0), true) { $0.localPreference = 0 },
    ])
    func attributes(_ row: AttributeRow) {
        #expect(holds(row.condition, "10.0.0.0/8", attributes: row.attributes) == row.want)
        #expect(holds(row.condition, "2001:db8::/32", attributes: row.attributes) == row.want)
    }

    struct SourceRow: Sendable, CustomTestStringConvertible {
        let condition: FilterCondition
        let role: PeerRole?
        var interface: String?
        var peerIsExternal = true
        let want: Bool
        var testDescription: String {
            "\(condition), from \(role.map { "\($0)" } ?? "here") \(interface ?? ""), peer \(peerIsExternal ? "external" : "internal")"
        }
    }

    @Test(arguments: [
        SourceRow(condition: .learned, role: .external, want: true),
        SourceRow(condition: .learned, role: .internal, want: true),
        SourceRow(condition: .learned, role: .client, want: true),
        SourceRow(condition: .learned, role: nil, want: false),
        SourceRow(condition: .peer(isExternal: true), role: nil, peerIsExternal: true, want: true),
        SourceRow(condition: .peer(isExternal: true), role: .external, peerIsExternal: false, want: false),
        SourceRow(condition: .peer(isExternal: false), role: .external, peerIsExternal: false, want: true),
        SourceRow(condition: .peer(isExternal: false), role: .internal, peerIsExternal: true, want: false),
        SourceRow(condition: .interface("eth0"), role: nil, interface: "eth0", want: true),
        SourceRow(condition: .interface("eth0"), role: nil, interface: "eth1", want: false),
        SourceRow(condition: .interface("cali*"), role: nil, interface: "cali0123456789a", want: true),
        SourceRow(condition: .interface("*"), role: nil, interface: nil, want: false),
        SourceRow(condition: .interface("*"), role: .external, interface: nil, want: false),
    ])
    func sources(_ row: SourceRow) {
        let source = RouteSource(role: row.role, identifier: .of("10.0.0.7"), address: nil, interface: row.interface)
        #expect(holds(row.condition, "10.0.0.0/8", source, peerIsExternal: row.peerIsExternal) == row.want)
    }

    @Test(
        arguments: [
            ("eth0", "eth0", true), ("eth0", "eth", false), ("eth", "eth0", false), ("eth0", "eth*", true), ("eth", "eth*", true),
            ("veth0", "eth*", false), ("veth0", "*eth*", true), ("tunl0", "*.cali", false), ("vxlan.cali", "*.cali", true),
            ("vxlan-v6.calico", "*.cali", false), ("vxlan.cali.cali", "*.cali", true), ("bpfin.cali", "bpf*.cali", true),
            ("bpf.cali", "bpf*.cali", true), ("bpfcali", "bpf*.cali", false), ("eth0", "eth?", true), ("eth", "eth?", false),
            ("eth10", "eth?", false), ("abab", "*ab", true), ("aab", "*a*b", true), ("abc", "a**c", true), ("", "*", true), ("", "", true),
            ("a", "", false), ("", "?", false), ("ac", "a*bc", false),
        ] as [(String, String, Bool)])
    func patterns(_ name: String, _ pattern: String, _ want: Bool) { #expect(NamePattern.matches(name, pattern) == want) }
}
