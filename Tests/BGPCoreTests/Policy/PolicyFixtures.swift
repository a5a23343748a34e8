internal import Addresses
internal import BGPCore
internal import BGPWire

/// Short forms for the tables of the policy tests.
extension IPAddress {
    static func of(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(family: .v4, value: 0) }
}

extension IPPrefix {
    static func of(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.v4) }
}

extension NextHop {
    /// "10.0.0.1", "2001:db8::1", "2001:db8::1 fe80::1".
    static func of(_ text: String) -> NextHop {
        let parts = text.split(separator: " ").map { IPAddress.of(String($0)) }
        return NextHop(parts[0], linkLocal: parts.dropFirst().first)
    }
}

extension BGPIdentifier {
    static func of(_ text: String) -> BGPIdentifier { BGPIdentifier(text) ?? BGPIdentifier(0) }
}

extension PathAttributes {
    /// With these changes.
    func with(_ change: (inout PathAttributes) -> Void) -> PathAttributes {
        var changed = self
        change(&changed)
        return changed
    }
}

/// A session that is up, as tests want it.
struct TestSession: Sendable {
    var remoteAS: ASNumber = 64513
    var localAS: ASNumber = 64512
    var localAddress = "10.0.0.1"
    var otherFamilyAddress: String?
    var linkLocalAddress: String?
    var sharedNetworks: [String] = []
    var isExtended = false
    var longLived: [AddressFamily] = []
    var maximumIsExtended = false

    var facts: SessionFacts {
        var capabilities: [Capability] = [.multiprotocol(.ipv4Unicast), .multiprotocol(.ipv6Unicast)]
        if isExtended { capabilities.append(.extendedNextHop(ExtendedNextHopCapability([.ipv4OverIPv6]))) }
        if maximumIsExtended { capabilities.append(.extendedMessage) }
        if !longLived.isEmpty {
            capabilities.append(.gracefulRestart(GracefulRestartCapability(restartTime: 120, families: [])))
            capabilities.append(
                .longLivedGracefulRestart(
                    LongLivedGracefulRestartCapability(
                        longLived.map { LongLivedGracefulRestartCapability.Family($0, forwardingPreserved: true, staleTime: 3600) })))
        }
        func open(_ asNumber: ASNumber, _ identifier: String) -> OpenMessage {
            OpenMessage(
                asNumber: asNumber, holdTime: 90, identifier: .of(identifier), capabilities: capabilities + [.fourOctetAS(asNumber)])
        }
        let negotiated = NegotiatedSession(
            local: open(localAS, "10.0.0.1"), remote: open(remoteAS, "10.0.0.2"), peer: remoteAS == localAS ? .internal : .external)
        var facts = SessionFacts(
            negotiated: negotiated, remoteAS: remoteAS, localAS: localAS, remoteIdentifier: .of("10.0.0.2"), localAddress: .of(localAddress))
        facts.otherFamilyAddress = otherFamilyAddress.map { .of($0) }
        facts.linkLocalAddress = linkLocalAddress.map { .of($0) }
        facts.sharedNetworks = sharedNetworks.map { .of($0) }
        return facts
    }
}

extension SpeakerIdentity {
    /// AS 64512, identifier 10.0.0.1, cluster 10.9.9.9.
    static let test = SpeakerIdentity(asNumber: 64512, identifier: .of("10.0.0.1"), clusterID: .of("10.9.9.9"), seed: 1)
}

extension RouteSource {
    static let local = RouteSource(role: nil, identifier: .of("10.0.0.1"), address: nil)

    /// From a peer with the identifier and address 10.0.0.7.
    static func peer(_ role: PeerRole) -> RouteSource { RouteSource(role: role, identifier: .of("10.0.0.7"), address: .of("10.0.0.7")) }
}
