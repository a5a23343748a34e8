import Addresses
import BGPWire

@testable import BGPCore

/// A peer of a ``RoutingCore`` in a test: it sends real messages, and keeps what it was told by decoding what comes.
struct MirrorPeer {
    let number: Int
    let asNumber: ASNumber
    let identifier: BGPIdentifier
    let address: IPAddress
    var routes: PeerRoutes
    var capabilities: [Capability]
    var index = PeerIndex(0)
    private(set) var isUp = false
    /// What it was told since the session began.
    private(set) var told: [NLRI<IPv4Prefix>: PathAttributes] = [:]
    private(set) var endsOfRIB = 0
    private(set) var refreshes: [RouteRefreshMessage.Subtype] = []
    /// Messages with routes, and withdrawn and announced routes in all of them.
    private(set) var updateCount = 0
    private(set) var withdrawnCount = 0
    private(set) var announcedCount = 0
    private var framer = MessageFramer()
    private(set) var negotiated: NegotiatedSession?

    static let local = OpenMessage(
        asNumber: 64512, holdTime: 90, identifier: BGPIdentifier(0x0a09_0001), capabilities: localCapabilities)
    private static let localCapabilities: [Capability] = [
        .multiprotocol(.ipv4Unicast), .multiprotocol(.ipv6Unicast), .fourOctetAS(64512), .routeRefresh, .enhancedRouteRefresh,
        .addPath(AddPathCapability([.init(.ipv4Unicast, .sendAndReceive)])),
        .gracefulRestart(GracefulRestartCapability(restartTime: 120, families: [.init(.ipv4Unicast, forwardingPreserved: true)])),
        .longLivedGracefulRestart(
            LongLivedGracefulRestartCapability([.init(.ipv4Unicast, forwardingPreserved: true, staleTime: 1000)])),
    ]

    init(_ number: Int, as asNumber: ASNumber, isClient: Bool = false, addPath: Bool = false) {
        self.number = number
        self.asNumber = asNumber
        identifier = BGPIdentifier(0x0a09_000a + UInt32(number))
        address = IPAddress(family: .v4, value: 0x0a09_000a + UInt128(number))
        routes = PeerRoutes(address: address)
        routes.isClient = isClient
        capabilities = [.multiprotocol(.ipv4Unicast), .fourOctetAS(asNumber), .routeRefresh]
        if addPath { capabilities.append(.addPath(AddPathCapability([.init(.ipv4Unicast, .sendAndReceive)]))) }
    }

    var facts: SessionFacts {
        let remote = OpenMessage(asNumber: asNumber, holdTime: 90, identifier: identifier, capabilities: capabilities)
        let negotiated = NegotiatedSession(local: Self.local, remote: remote, peer: asNumber == 64512 ? .internal : .external)
        return SessionFacts(
            negotiated: negotiated, remoteAS: asNumber, localAS: 64512, remoteIdentifier: identifier,
            localAddress: IPAddress(family: .v4, value: 0x0a09_0001))
    }

    mutating func up(_ core: inout RoutingCore) {
        let facts = facts
        negotiated = facts.negotiated
        framer = MessageFramer()
        framer.maximumLength = facts.negotiated.decoding.maximumLength
        told = [:]
        isUp = true
        core.sessionUp(index, facts)
    }

    mutating func down(_ core: inout RoutingCore, retaining: UnicastFamilies = []) {
        isUp = false
        told = [:]
        core.sessionDown(index, retaining: retaining)
    }

    // Sending

    func send(_ octets: [UInt8], _ core: inout RoutingCore) throws {
        var framer = MessageFramer()
        framer.append(octets)
        guard var options = negotiated?.decoding else { return }
        options.hashSeed = core.identity.seed
        while let frame = try framer.next() {
            switch frame.kind {
            case .update: try core.receive(UpdateMessage(decoding: frame.body, options: options), from: index)
            case .routeRefresh: core.receive(try RouteRefreshMessage(decoding: frame), from: index)
            case .open, .notification, .keepalive: break
            }
        }
    }

    /// Options of what this peer sends.
    private var sending: EncodingOptions {
        EncodingOptions(addPath: negotiated?.decoding.addPath ?? [])
    }

    func announce(_ nlri: NLRI<IPv4Prefix>, _ attributes: PathAttributes, _ core: inout RoutingCore) throws {
        var encoder = UpdateEncoder<IPv4Prefix>(options: sending)
        try encoder.announce(with: EncodedAttributes(attributes, family: .ipv4Unicast, options: sending))
        encoder.add(nlri)
        try send(encoder.take(), &core)
    }

    func withdraw(_ nlri: NLRI<IPv4Prefix>, _ core: inout RoutingCore) throws {
        var encoder = UpdateEncoder<IPv4Prefix>(options: sending)
        encoder.withdraw()
        encoder.add(nlri)
        try send(encoder.take(), &core)
    }

    // Receiving

    mutating func receive(_ octets: ArraySlice<UInt8>) throws {
        framer.append(octets)
        let options = DecodingOptions(
            peer: asNumber == 64512 ? .internal : .external, families: [.ipv4, .ipv6], addPath: negotiated?.encoding.addPath ?? [])
        while let frame = try framer.next() {
            if frame.kind == .routeRefresh {
                refreshes.append(try RouteRefreshMessage(decoding: frame).subtype)
                continue
            }
            let update = try UpdateMessage(decoding: frame.body, options: options)
            if update.endOfRIB == .ipv4Unicast {
                endsOfRIB += 1
                continue
            }
            updateCount += 1
            update.withdrawnRoutes?.ipv4.forEach { nlri in
                withdrawnCount += 1
                told[nlri] = nil
            }
            guard let routes = update.routes(.nlri) else { continue }
            let attributes = try update.decodeAttributes(options: options).nlri?.attributes
            routes.ipv4.forEach { nlri in
                announcedCount += 1
                told[nlri] = attributes
            }
        }
    }
}
