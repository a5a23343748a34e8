internal import BGPWire
internal import Testing

/// What several capabilities of one code mean together, and what two OPENs agree on.
@Suite struct CapabilityTests {
    private func open(_ capabilities: [Capability], asNumber: ASNumber = 64513, holdTime: UInt16 = 90, identifier: UInt32 = 1) -> OpenMessage {
        OpenMessage(asNumber: asNumber, holdTime: holdTime, identifier: BGPIdentifier(identifier), capabilities: capabilities)
    }

    private func restart(_ time: UInt16, n: Bool = false) -> Capability {
        .gracefulRestart(GracefulRestartCapability(notificationSupport: n, restartTime: time, families: []))
    }

    private func addPath(_ mode: AddPathCapability.Mode, _ family: AddressFamily = .ipv4Unicast) -> Capability {
        .addPath(AddPathCapability([AddPathCapability.Family(family, mode)]))
    }

    private let longLived = Capability.longLivedGracefulRestart(
        LongLivedGracefulRestartCapability([
            LongLivedGracefulRestartCapability.Family(.ipv4Unicast, forwardingPreserved: false, staleTime: 10)
        ]))

    @Test func ipv4UnicastNeedNotBeSaid() {
        #expect(open([]).families == [.ipv4Unicast])
        #expect(open([.multiprotocol(.ipv6Unicast)]).families == [.ipv6Unicast])
        #expect(
            open([.multiprotocol(.ipv6Unicast), .multiprotocol(.ipv4Unicast), .multiprotocol(.ipv6Unicast)]).families == [.ipv6Unicast, .ipv4Unicast])
    }

    @Test func theCapabilityTellsTheASNumber() {
        #expect(open([], asNumber: 64513).asNumber == 64513)
        #expect(open([.fourOctetAS(200_000)], asNumber: 200_000).asNumber == 200_000)
        #expect(open([.fourOctetAS(200_000)], asNumber: 200_000).asField == 23456)
        #expect(open([], asNumber: 200_000).asNumber == .trans)
    }

    @Test func theLastGracefulRestartCounts() {
        #expect(open([restart(10), restart(20)]).gracefulRestart?.restartTime == 20)
        #expect(open([.routeRefresh]).gracefulRestart == nil)
    }

    @Test func longLivedCountsOnlyWithGracefulRestart() {
        #expect(open([longLived]).longLivedGracefulRestart == nil)
        #expect(open([longLived, restart(1)]).longLivedGracefulRestart != nil)
    }

    @Test func holdTimeIsTheSmaller() {
        #expect(NegotiatedSession(local: open([], holdTime: 90), remote: open([], holdTime: 30), peer: .external).holdTime == 30)
        #expect(NegotiatedSession(local: open([], holdTime: 90), remote: open([], holdTime: 0), peer: .external).holdTime == 0)
    }

    @Test func familiesAreThoseOfBoth() {
        let both = open([.multiprotocol(.ipv4Unicast), .multiprotocol(.ipv6Unicast)])
        let odd = open([.multiprotocol(AddressFamily(afi: 25, safi: 70)), .multiprotocol(.ipv6Unicast)])
        #expect(NegotiatedSession(local: both, remote: both, peer: .external).families == [.ipv4, .ipv6])
        #expect(NegotiatedSession(local: both, remote: odd, peer: .external).families == .ipv6)
        #expect(NegotiatedSession(local: both, remote: open([]), peer: .external).families == .ipv4)
        #expect(NegotiatedSession(local: odd, remote: odd, peer: .external).families == .ipv6)
    }

    @Test(
        arguments: [
            (.sendAndReceive, .sendAndReceive, true, true),
            (.send, .receive, false, true), (.receive, .send, true, false), (.send, .send, false, false), (.receive, .receive, false, false),
            (.sendAndReceive, .receive, false, true), (.sendAndReceive, .send, true, false),
        ] as [(AddPathCapability.Mode, AddPathCapability.Mode, Bool, Bool)])
    func pathsAreAddedWhereOneSendsAndTheOtherReceives(
        _ ours: AddPathCapability.Mode, _ theirs: AddPathCapability.Mode, _ received: Bool, _ sent: Bool
    ) {
        let session = NegotiatedSession(local: open([addPath(ours)]), remote: open([addPath(theirs)]), peer: .internal)
        #expect(session.decoding.addPath.contains(.ipv4) == received)
        #expect(session.encoding.addPath.contains(.ipv4) == sent)
        #expect(!session.decoding.addPath.contains(.ipv6) && !session.encoding.addPath.contains(.ipv6))
    }

    @Test func pathsAreAddedOnlyInNegotiatedFamilies() {
        let local = open([addPath(.sendAndReceive), addPath(.sendAndReceive, .ipv6Unicast)])
        let session = NegotiatedSession(local: local, remote: local, peer: .internal)
        #expect(session.decoding.addPath == .ipv4)
        #expect(session.encoding.addPath == .ipv4)
    }

    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
    func longMessagesAreReceivedByWhoOffersThemAndSentWhenBothDo(_ ours: Bool, _ theirs: Bool) {
        let session = NegotiatedSession(
            local: open(ours ? [.extendedMessage] : []), remote: open(theirs ? [.extendedMessage] : []), peer: .external)
        #expect(session.decoding.maximumLength == (ours ? 65535 : 4096))
        #expect(session.encoding.maximumLength == (ours && theirs ? 65535 : 4096))
    }

    @Test func whatBothMustSayCountsOnlyThen() {
        let all: [Capability] = [
            .fourOctetAS(64513), .enhancedRouteRefresh, .extendedNextHop(ExtendedNextHopCapability([.ipv4OverIPv6])), restart(10, n: true), longLived,
        ]
        let both = NegotiatedSession(local: open(all), remote: open(all + [.routeRefresh]), peer: .external)
        #expect(both.decoding.fourOctetAS && both.encoding.fourOctetAS && both.decoding.extendedNextHop && both.encoding.extendedNextHop)
        #expect(both.enhancedRouteRefresh && both.routeRefresh && both.notificationKeepsRoutes)
        #expect(both.gracefulRestart?.restartTime == 10 && both.longLivedGracefulRestart != nil)
        for session in [
            NegotiatedSession(local: open([]), remote: open(all), peer: .external),
            NegotiatedSession(local: open(all), remote: open([]), peer: .external),
        ] {
            #expect(!session.decoding.fourOctetAS && !session.encoding.fourOctetAS && !session.decoding.extendedNextHop)
            #expect(!session.enhancedRouteRefresh && !session.routeRefresh && !session.notificationKeepsRoutes)
            #expect(session.gracefulRestart == nil && session.longLivedGracefulRestart == nil)
        }
    }

    @Test func nextHopsOfOtherFamiliesDoNotMeanIPv4OverIPv6() {
        let vpn = Capability.extendedNextHop(ExtendedNextHopCapability([ExtendedNextHopCapability.Encoding(afi: 1, safi: 128, nextHopAFI: 2)]))
        #expect(!open([vpn]).extendedNextHop)
        #expect(open([vpn, .extendedNextHop(ExtendedNextHopCapability([.ipv4OverIPv6]))]).extendedNextHop)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let remote: OpenMessage
        var expectedAS: ASNumber?
        var required: [Capability] = []
        /// nil when the OPEN is accepted.
        let want: String?
        var testDescription: String { name }
    }

    private static func peer(_ asNumber: ASNumber, _ identifier: UInt32, _ capabilities: [Capability] = []) -> OpenMessage {
        OpenMessage(asNumber: asNumber, holdTime: 90, identifier: BGPIdentifier(identifier), capabilities: capabilities)
    }

    @Test(arguments: [
        Refusal(name: "the expected AS", remote: peer(64513, 2), expectedAS: 64513, want: nil),
        Refusal(name: "any AS", remote: peer(65000, 2), want: nil),
        Refusal(
            name: "another AS", remote: peer(65000, 2), expectedAS: 64513,
            want: "the peer's OPEN is from AS 65000, AS 64513 is configured; answered with OPEN refused: bad peer AS (2/2): AS 65000, data fde8"),
        Refusal(
            name: "another AS of four octets", remote: peer(200_000, 2, [.fourOctetAS(200_000)]), expectedAS: 64513,
            want: "the peer's OPEN is from AS 200000, AS 64513 is configured; answered with OPEN refused: bad peer AS (2/2): AS 200000, data 00030d40"
        ),
        Refusal(
            name: "own identifier from an internal peer", remote: peer(64512, 1), expectedAS: 64512,
            want: "the peer has this speaker's own BGP identifier 0.0.0.1 in the same AS 64512; answered with "
                + "OPEN refused: bad BGP identifier (2/3): 0.0.0.1, data 00000001"),
        Refusal(name: "own identifier from an external peer", remote: peer(64513, 1), expectedAS: 64513, want: nil),
        Refusal(
            name: "a capability is missing", remote: peer(64513, 2), required: [.routeRefresh, .multiprotocol(.ipv6Unicast)],
            want: "the peer lacks route refresh, IPv6 unicast; answered with "
                + "OPEN refused: unsupported capability (2/7): route refresh, IPv6 unicast, data 0200010400020001"),
        Refusal(name: "IPv4 unicast is there without a word", remote: peer(64513, 2), required: [.multiprotocol(.ipv4Unicast)], want: nil),
        Refusal(name: "any 4-octet AS", remote: peer(7, 2, [.fourOctetAS(7)]), required: [.fourOctetAS(64512)], want: nil),
    ])
    func accepts(_ row: Refusal) {
        let local = OpenMessage(asNumber: 64512, holdTime: 90, identifier: BGPIdentifier(1), capabilities: [])
        do throws(BGPError) {
            try row.remote.accept(as: local, expectedAS: row.expectedAS, required: row.required)
            #expect(row.want == nil)
        } catch {
            #expect(error.description == row.want)
        }
    }

    @Test func capabilitiesInWords() {
        let words = [
            Capability.multiprotocol(.ipv4Unicast), .routeRefresh, restart(120, n: true), .fourOctetAS(7), addPath(.send), longLived,
            .unknown(code: 9, value: [1]),
        ].map(\.description)
        #expect(
            words == [
                "IPv4 unicast", "route refresh", "graceful restart (120 s, through notifications)", "4-octet AS 7", "ADD-PATH (IPv4 unicast send)",
                "long-lived graceful restart (IPv4 unicast 10 s)", "capability 9 of 1 octets",
            ])
    }
}
