internal import Addresses
internal import BGPWire
internal import Testing

@testable internal import BGPCore

@Suite struct NextHopRulesTests {
    enum Target: Sendable { case external, `internal`, client }

    struct Row: Sendable, CustomTestStringConvertible {
        let source: PeerRole?
        let target: Target
        let mode: ExportPolicy.NextHopMode
        let session: TestSession
        let family: AddressFamily
        /// Of the route; nil for none.
        let nextHop: String?
        /// What an export filter sets.
        let set: String?
        let want: String?

        init(
            _ source: PeerRole?, _ target: Target, _ mode: ExportPolicy.NextHopMode, _ session: TestSession, _ family: AddressFamily,
            _ nextHop: String?, set: String? = nil, _ want: String?
        ) {
            self.source = source
            self.target = target
            self.mode = mode
            self.session = session
            self.family = family
            self.nextHop = nextHop
            self.set = set
            self.want = want
        }

        var testDescription: String {
            "\(family) via \(nextHop ?? "nothing") from \(source.map { "\($0)" } ?? "here") to \(target), \(mode), from \(session.localAddress)"
                + ", shared \(session.sharedNetworks), extended \(session.isExtended), set \(set ?? "no")"
        }
    }

    static let v4 = AddressFamily.ipv4Unicast
    static let v6 = AddressFamily.ipv6Unicast
    /// The peer is some hops away.
    static let far = TestSession()
    static let shared = TestSession(sharedNetworks: ["10.0.0.0/24"])
    static let both = TestSession(otherFamilyAddress: "2001:db8::1", linkLocalAddress: "fe80::1", sharedNetworks: ["10.0.0.0/24", "2001:db8::/64"])
    static let farBoth = TestSession(otherFamilyAddress: "2001:db8::1", linkLocalAddress: "fe80::1")
    static let far6 = TestSession(localAddress: "2001:db8::1", linkLocalAddress: "fe80::1")
    static let shared6 = TestSession(localAddress: "2001:db8::1", linkLocalAddress: "fe80::1", sharedNetworks: ["2001:db8::/64"])
    static let linkOnly6 = TestSession(
        localAddress: "fe80::1", linkLocalAddress: "fe80::1", sharedNetworks: ["fe80::/64"], isExtended: true)
    static let extended6 = TestSession(
        localAddress: "2001:db8::1", linkLocalAddress: "fe80::1", sharedNetworks: ["2001:db8::/64"], isExtended: true)
    static let extended64 = TestSession(localAddress: "2001:db8::1", otherFamilyAddress: "10.0.0.1", isExtended: true)
    static let extended4 = TestSession(isExtended: true)

    @Test(arguments: [
        // IPv4 to an external peer: own address, but for a third party on a shared network.
        Row(nil, .external, .auto, far, v4, nil, "10.0.0.1"),
        Row(nil, .external, .auto, far, v4, "0.0.0.0", "10.0.0.1"),
        Row(nil, .external, .auto, far, v4, "10.0.0.7", "10.0.0.1"),
        Row(nil, .external, .auto, shared, v4, "10.0.0.7", "10.0.0.7"),
        Row(nil, .external, .auto, shared, v4, "10.0.1.7", "10.0.0.1"),
        Row(.external, .external, .auto, far, v4, "10.0.0.7", "10.0.0.1"),
        Row(.external, .external, .auto, shared, v4, "10.0.0.7", "10.0.0.7"),
        Row(.external, .external, .auto, shared, v4, "10.0.1.7", "10.0.0.1"),
        Row(.internal, .external, .auto, far, v4, "10.0.0.7", "10.0.0.1"),
        Row(.internal, .external, .auto, shared, v4, "10.0.0.7", "10.0.0.7"),
        Row(.client, .external, .auto, shared, v4, "10.0.0.7", "10.0.0.7"),
        Row(.client, .external, .auto, shared, v4, "192.168.0.7", "10.0.0.1"),
        Row(.external, .external, .own, shared, v4, "10.0.0.7", "10.0.0.1"),
        Row(nil, .external, .own, far, v4, nil, "10.0.0.1"),
        Row(.external, .external, .keep, far, v4, "10.0.0.7", "10.0.0.7"),
        Row(.internal, .external, .keep, shared, v4, "192.168.0.7", "192.168.0.7"),
        Row(nil, .external, .keep, far, v4, "10.0.0.7", "10.0.0.7"),
        Row(nil, .external, .keep, far, v4, nil, "10.0.0.1"),
        // IPv4 to an internal peer: kept, but for own routes.
        Row(nil, .internal, .auto, far, v4, nil, "10.0.0.1"),
        Row(nil, .internal, .auto, far, v4, "10.0.0.7", "10.0.0.1"),
        Row(nil, .internal, .auto, shared, v4, "10.0.0.7", "10.0.0.1"),
        Row(.external, .internal, .auto, far, v4, "10.0.0.7", "10.0.0.7"),
        Row(.external, .internal, .auto, shared, v4, "192.168.0.7", "192.168.0.7"),
        Row(.external, .client, .auto, far, v4, "192.168.0.7", "192.168.0.7"),
        Row(.client, .internal, .auto, far, v4, "192.168.0.7", "192.168.0.7"),
        Row(.internal, .client, .auto, far, v4, "192.168.0.7", "192.168.0.7"),
        Row(.external, .internal, .own, far, v4, "192.168.0.7", "10.0.0.1"),
        Row(.client, .internal, .own, far, v4, "192.168.0.7", "10.0.0.1"),
        Row(.internal, .client, .own, shared, v4, "10.0.0.7", "10.0.0.1"),
        Row(nil, .internal, .keep, far, v4, "192.168.0.7", "192.168.0.7"),
        Row(.external, .internal, .keep, far, v4, "192.168.0.7", "192.168.0.7"),
        Row(nil, .client, .keep, far, v4, nil, "10.0.0.1"),
        // IPv6 over IPv4: the address of the other family, or none.
        Row(nil, .external, .auto, far, v6, nil, nil),
        Row(nil, .internal, .auto, far, v6, nil, nil),
        Row(nil, .external, .auto, farBoth, v6, nil, "2001:db8::1"),
        Row(nil, .external, .auto, both, v6, nil, "2001:db8::1 fe80::1"),
        Row(.external, .external, .auto, both, v6, "2001:db8::7 fe80::7", "2001:db8::7 fe80::7"),
        Row(.external, .external, .auto, both, v6, "2001:db8:1::7", "2001:db8::1 fe80::1"),
        Row(.external, .external, .auto, farBoth, v6, "2001:db8::7 fe80::7", "2001:db8::1"),
        Row(.external, .internal, .auto, far, v6, "2001:db8:1::7", "2001:db8:1::7"),
        Row(.external, .internal, .own, far, v6, "2001:db8:1::7", nil),
        // IPv6 over IPv6: the link-local address beside the global one only on a shared network.
        Row(nil, .external, .auto, far6, v6, nil, "2001:db8::1"),
        Row(nil, .external, .auto, shared6, v6, nil, "2001:db8::1 fe80::1"),
        Row(.external, .external, .own, shared6, v6, "2001:db8::7 fe80::7", "2001:db8::1 fe80::1"),
        Row(.external, .external, .auto, shared6, v6, "2001:db8::7", "2001:db8::7"),
        Row(.external, .external, .auto, shared6, v6, "fe80::7", "2001:db8::1 fe80::1"),
        Row(nil, .internal, .auto, shared6, v6, nil, "2001:db8::1 fe80::1"),
        Row(nil, .internal, .auto, far6, v6, nil, "2001:db8::1"),
        Row(.external, .internal, .auto, shared6, v6, "2001:db8::7 fe80::7", "2001:db8::7"),
        Row(.external, .internal, .auto, far6, v6, "fe80::7", "2001:db8::1"),
        Row(.external, .external, .keep, far6, v6, "2001:db8::7 fe80::7", "2001:db8::7"),
        Row(.external, .internal, .keep, far6, v6, "2001:db8::7 fe80::7", "2001:db8::7"),
        Row(nil, .external, .auto, linkOnly6, v6, nil, "fe80::1"),
        Row(.external, .external, .auto, linkOnly6, v6, "fe80::7", "fe80::7"),
        // IPv4 over IPv6.
        Row(nil, .external, .auto, far6, v4, nil, nil),
        Row(nil, .internal, .auto, far6, v4, nil, nil),
        Row(nil, .external, .auto, extended6, v4, nil, "2001:db8::1 fe80::1"),
        Row(nil, .internal, .auto, extended6, v4, nil, "2001:db8::1 fe80::1"),
        Row(nil, .external, .auto, linkOnly6, v4, nil, "fe80::1"),
        Row(nil, .external, .auto, extended64, v4, nil, "2001:db8::1"),
        Row(nil, .external, .auto, extended4, v4, nil, "10.0.0.1"),
        Row(.external, .external, .auto, extended6, v4, "2001:db8::7", "2001:db8::7"),
        Row(.external, .external, .auto, extended6, v4, "2001:db8:1::7", "2001:db8::1 fe80::1"),
        Row(.external, .internal, .auto, extended4, v4, "2001:db8::7", "2001:db8::7"),
        Row(.external, .internal, .auto, far, v4, "2001:db8::7", "10.0.0.1"),
        Row(.external, .internal, .auto, far6, v4, "10.0.0.7", "10.0.0.7"),
        Row(.external, .external, .keep, far, v4, "2001:db8::7", nil),
        Row(.external, .internal, .keep, extended4, v4, "2001:db8::7", "2001:db8::7"),
        // What an export filter sets comes before every mode.
        Row(.external, .external, .auto, far, v4, "10.0.0.7", set: "192.168.0.9", "192.168.0.9"),
        Row(.external, .external, .own, far, v4, "10.0.0.7", set: "192.168.0.9", "192.168.0.9"),
        Row(nil, .internal, .auto, far, v4, nil, set: "192.168.0.9", "192.168.0.9"),
        Row(.external, .internal, .own, shared6, v6, "2001:db8::7", set: "2001:db8::9 fe80::9", "2001:db8::9 fe80::9"),
        Row(.external, .external, .auto, far, v4, "10.0.0.7", set: "2001:db8::9", nil),
        Row(.external, .external, .auto, extended4, v4, "10.0.0.7", set: "2001:db8::9", "2001:db8::9"),
        Row(.external, .external, .auto, shared6, v6, "2001:db8::7", set: "10.0.0.9", nil),
    ])
    func becomes(_ row: Row) {
        var routes = PeerRoutes(address: .of("10.0.0.2"))
        routes.isClient = row.target == .client
        routes.exportPolicy.nextHop = row.mode
        var session = row.session
        session.remoteAS = row.target == .external ? 64513 : 64512
        let rules = ExportRules(routes, session.facts, .test)
        let source = row.source.map { RouteSource.peer($0) } ?? .local
        let operations = row.set.map { [FilterOperation.setNextHop(.of($0))] } ?? []
        let sent = rules.outgoing(
            PathAttributes(nextHop: row.nextHop.map { .of($0) }), source: source, operations: operations, family: row.family)
        #expect(sent?.nextHop == row.want.map { NextHop.of($0) })
        // What is sent can be encoded, always.
        if let sent { #expect(throws: Never.self) { try EncodedAttributes(sent, family: row.family, options: rules.encoding) } }
    }
}
