public import Addresses
public import BGPWire

/// All routes of a speaker and what each peer is told of them: pure, one owner, no clock.
///
/// Events change tables and mark destinations; ``process(limit:)`` decides and notes what each group of peers has to hear;
/// ``nextOutput()`` encodes it for those whose connections take octets. Between the calls the driver is free to do something else.
public struct RoutingCore: Sendable {
    public private(set) var identity: SpeakerIdentity
    var ipv4: FamilyRoutes<IPv4Prefix>
    var ipv6: FamilyRoutes<IPv6Prefix>
    var attributes: AttributeTable
    var sources: PeerSources
    var peers: [CorePeer] = []
    private var freePeers: [UInt32] = []
    /// Peers that are gone while something may still name them as a source.
    private var leaving: [UInt32] = []
    private var events: [RouteEvent] = []
    private var intakeNumbers: [ImportRules: UInt32] = [:]
    private var intakeCount: UInt32 = 0
    private var familyTurn = false

    /// - Parameters:
    ///   - identity: Who this speaker is.
    ///   - forwards: Somebody takes the routes in use and forwards packets by them: ``takeForwarding(limit:)``.
    public init(_ identity: SpeakerIdentity, forwards: Bool = false) {
        self.identity = identity
        ipv4 = FamilyRoutes(seed: identity.seed, forwards: forwards)
        ipv6 = FamilyRoutes(seed: identity.seed, forwards: forwards)
        attributes = AttributeTable(seed: identity.seed)
        sources = PeerSources(local: identity.identifier)
    }

    func isKnown(_ peer: PeerIndex) -> Bool { Int(peer.value) < peers.count && peers[Int(peer.value)].isUsed }

    // Peers

    public mutating func addPeer(_ routes: PeerRoutes) -> PeerIndex {
        let number = freePeers.popLast() ?? UInt32(truncatingIfNeeded: peers.count)
        if Int(number) == peers.count { peers.append(CorePeer(routes: routes)) } else { peers[Int(number)] = CorePeer(routes: routes) }
        ipv4.addPeer(number)
        ipv6.addPeer(number)
        setLimit(number)
        return PeerIndex(number)
    }

    private mutating func setLimit(_ number: UInt32) {
        ipv4.peers[Int(number)].limit = peers[Int(number)].routes.maximumPrefixes
        ipv6.peers[Int(number)].limit = peers[Int(number)].routes.maximumPrefixes
    }

    /// Changed policies, and whether the peer is a client, are applied to the routes that are there, without a session reset.
    public mutating func change(_ peer: PeerIndex, to routes: PeerRoutes) {
        guard isKnown(peer) else { return }
        let number = peer.value
        peers[Int(number)].routes = routes
        setLimit(number)
        guard let facts = peers[Int(number)].facts else { return }
        let role = PeerRole(routes, facts)
        if sources[number].role != role {
            sources[number].role = role
            // To whom its routes go depends on it (RFC 4456 §6).
            ipv4.markDirty(routesOf: number)
            ipv6.markDirty(routesOf: number)
        }
        let intake = intake(routes, facts, number)
        let before = ipv4.peers[Int(number)].intake ?? ipv6.peers[Int(number)].intake
        if ipv4.peers[Int(number)].intake != nil { ipv4.peers[Int(number)].intake = intake }
        if ipv6.peers[Int(number)].intake != nil { ipv6.peers[Int(number)].intake = intake }
        if before?.number != intake.number {
            ipv4.reimport(of: number, intake, &attributes)
            ipv6.reimport(of: number, intake, &attributes)
        }
        let rules = ExportRules(routes, facts, identity)
        ipv4.move(number, routes.address, to: rules, &attributes, sources)
        ipv6.move(number, routes.address, to: rules, &attributes, sources)
    }

    /// Takes another cluster id as a reflector; the routes that are there get it too, and no session is reset.
    public mutating func setClusterID(_ clusterID: BGPIdentifier) {
        guard identity.clusterID != clusterID else { return }
        identity.clusterID = clusterID
        for number in peers.indices where peers[number].isUsed {
            change(PeerIndex(UInt32(truncatingIfNeeded: number)), to: peers[number].routes)
        }
    }

    /// Its routes, stale ones too, go.
    public mutating func removePeer(_ peer: PeerIndex) {
        guard isKnown(peer) else { return }
        sessionDown(peer, retaining: [])
        peers[Int(peer.value)].isUsed = false
        leaving.append(peer.value)
    }

    public mutating func sessionUp(_ peer: PeerIndex, _ facts: SessionFacts) {
        guard isKnown(peer) else { return }
        let number = peer.value
        let routes = peers[Int(number)].routes
        sources[number] = PeerSources.Source(role: PeerRole(routes, facts), identifier: facts.remoteIdentifier, address: routes.address)
        peers[Int(number)].facts = facts
        var decoding = facts.negotiated.decoding
        decoding.hashSeed = identity.seed
        peers[Int(number)].decoding = decoding
        peers[Int(number)].origin = attributes.origin(of: decoding)
        let intake = intake(routes, facts, number)
        let rules = ExportRules(routes, facts, identity)
        if facts.negotiated.families.contains(.ipv4) {
            ipv4.begin(number, routes.address, intake, rules, &attributes, sources)
        }
        if facts.negotiated.families.contains(.ipv6) {
            ipv6.begin(number, routes.address, intake, rules, &attributes, sources)
        }
    }

    private mutating func intake(_ routes: PeerRoutes, _ facts: SessionFacts, _ number: UInt32) -> RouteIntake {
        let rules = ImportRules(routes, facts, identity)
        let known: UInt32
        if let before = intakeNumbers[rules] {
            known = before
        } else {
            // Rules that were changed often are forgotten; their numbers are not used again.
            if intakeNumbers.count >= 1024 { intakeNumbers = [:] }
            intakeCount &+= 1
            known = intakeCount
            intakeNumbers[rules] = known
        }
        return RouteIntake(rules: rules, number: known, source: sources.source(number))
    }

    /// Routes of `retained` families become stale, all others go.
    public mutating func sessionDown(_ peer: PeerIndex, retaining retained: UnicastFamilies) {
        guard isKnown(peer) else { return }
        let number = peer.value
        let address = peers[Int(number)].routes.address
        peers[Int(number)].facts = nil
        ipv4.end(number, address, retains: retained.contains(.ipv4), &attributes)
        ipv6.end(number, address, retains: retained.contains(.ipv6), &attributes)
    }

    /// The peer's stale routes of these families go.
    public mutating func sweepStale(_ peer: PeerIndex, _ families: UnicastFamilies) {
        guard isKnown(peer) else { return }
        if families.contains(.ipv4) { ipv4.sweep(.stale, of: peer.value, &attributes) }
        if families.contains(.ipv6) { ipv6.sweep(.stale, of: peer.value, &attributes) }
    }

    public mutating func beginLongLived(_ peer: PeerIndex, _ families: UnicastFamilies) {
        guard isKnown(peer) else { return }
        if families.contains(.ipv4) { ipv4.beginLongLived(of: peer.value, &attributes) }
        if families.contains(.ipv6) { ipv6.beginLongLived(of: peer.value, &attributes) }
    }

    // Messages in

    /// - Throws: The error that ends the session.
    public mutating func receive(_ update: UpdateMessage, from peer: PeerIndex) throws(BGPError) {
        guard isKnown(peer), peers[Int(peer.value)].facts != nil else { return }
        if let routes = update.withdrawnRoutes { ipv4.withdraw(routes, from: peer.value, &attributes) }
        if let routes = update.mpUnreach, !routes.isEmpty {
            ipv4.withdraw(routes, from: peer.value, &attributes)
            ipv6.withdraw(routes, from: peer.value, &attributes)
        }
        if let family = update.endOfRIB {
            events.append(.endOfRIB(peer, family))
            return
        }
        let nlri = try attributeSet(update, .nlri, peer)
        let mpReach: ReceivedSet
        do throws(BGPError) { mpReach = try attributeSet(update, .mpReach, peer) } catch {
            if case .accepted(let handle) = nlri { attributes.releaseUnused(handle) }
            throw error
        }
        // RFC 7606 §2: malformed attributes of one field withdraw the routes of both.
        let isWithdrawn = nlri == .malformed || mpReach == .malformed
        take(update.routes(.nlri), nlri, isWithdrawn, peer.value)
        take(update.routes(.mpReach), mpReach, isWithdrawn, peer.value)
    }

    private mutating func take(_ routes: NLRIBlock?, _ set: ReceivedSet, _ isWithdrawn: Bool, _ peer: UInt32) {
        guard let routes else { return }
        let isIPv4 = routes.family == .ipv4Unicast
        if case .accepted(let handle) = set, !isWithdrawn {
            if isIPv4 {
                ipv4.announce(routes, handle, from: peer, &attributes, &events)
            } else {
                ipv6.announce(routes, handle, from: peer, &attributes, &events)
            }
        } else if isIPv4 {
            ipv4.withdraw(routes, from: peer, &attributes)
        } else {
            ipv6.withdraw(routes, from: peer, &attributes)
        }
        if case .accepted(let handle) = set { attributes.releaseUnused(handle) }
    }

    private enum ReceivedSet: Equatable {
        case absent
        case malformed
        case accepted(AttributeHandle)
    }

    private mutating func attributeSet(
        _ update: UpdateMessage, _ announcement: UpdateMessage.Announcement, _ peer: PeerIndex
    ) throws(BGPError) -> ReceivedSet {
        guard let block = update.attributeBlock(for: announcement) else { return .absent }
        let origin = peers[Int(peer.value)].origin
        let known = attributes.find(block, origin)
        guard known.isNone else { return .accepted(known) }
        guard let decoding = peers[Int(peer.value)].decoding else { return .absent }
        let outcome = try block.decode(options: decoding)
        for fault in outcome.faults { events.append(.fault(peer, fault)) }
        guard case .accepted(let decoded, _) = outcome else { return .malformed }
        return .accepted(attributes.insert(block, decoded, origin))
    }

    public mutating func receive(_ refresh: RouteRefreshMessage, from peer: PeerIndex) {
        guard isKnown(peer), let facts = peers[Int(peer.value)].facts else { return }
        let isIPv4 = refresh.family == .ipv4Unicast
        guard isIPv4 || refresh.family == .ipv6Unicast else { return }
        switch refresh.subtype {
        case .request:
            let isEnhanced = facts.negotiated.enhancedRouteRefresh
            if isIPv4 { ipv4.refresh(peer.value, isEnhanced: isEnhanced) } else { ipv6.refresh(peer.value, isEnhanced: isEnhanced) }
        case .beginning:
            if isIPv4 { ipv4.mark(.refreshing, of: peer.value) } else { ipv6.mark(.refreshing, of: peer.value) }
        case .end:
            if isIPv4 { ipv4.sweep(.refreshing, of: peer.value, &attributes) } else { ipv6.sweep(.refreshing, of: peer.value, &attributes) }
        default: break
        }
    }

    public mutating func takeEvents() -> [RouteEvent] {
        guard !events.isEmpty else { return [] }
        defer { events.removeAll(keepingCapacity: false) }
        return events
    }

    // Local routes

    /// Originates a route; it has no next hop when packets end at this speaker itself.
    ///
    /// - Parameters:
    ///   - prefix: Where it leads.
    ///   - path: Its attributes.
    ///   - interface: Where its packets go, for filters that ask.
    public mutating func originate(_ prefix: IPPrefix, _ path: PathAttributes, interface: String? = nil) {
        if sources.set(interface: interface, of: prefix) {
            ipv4.markLocalDirty(prefix)
            ipv6.markLocalDirty(prefix)
        }
        if let prefix = IPv4Prefix(prefix) {
            ipv4.originate(prefix, attributes.make(path, .ipv4Unicast), &attributes)
        } else if let prefix = IPv6Prefix(prefix) {
            ipv6.originate(prefix, attributes.make(path, .ipv6Unicast), &attributes)
        }
    }

    public mutating func withdraw(_ prefix: IPPrefix) {
        _ = sources.set(interface: nil, of: prefix)
        if let prefix = IPv4Prefix(prefix) { ipv4.withdrawLocal(prefix, &attributes) }
        if let prefix = IPv6Prefix(prefix) { ipv6.withdrawLocal(prefix, &attributes) }
    }

    /// While true nothing is sent of the family: this speaker restarts and waits for its peers' End-of-RIB (RFC 4724 §4.1).
    public mutating func setDeferred(_ family: AddressFamily, _ isDeferred: Bool) {
        if family == .ipv4Unicast { ipv4.isDeferred = isDeferred }
        if family == .ipv6Unicast { ipv6.isDeferred = isDeferred }
    }

    // Work and messages out

    /// Decides what changed, at most `limit` prefixes a family. False when nothing is left.
    public mutating func process(limit: Int) -> Bool {
        let isMoreIPv4 = ipv4.process(limit: limit, &attributes, sources, identity.decision)
        let isMoreIPv6 = ipv6.process(limit: limit, &attributes, sources, identity.decision)
        guard !isMoreIPv4, !isMoreIPv6 else { return true }
        // Nothing names them as a source any more.
        freePeers += leaving
        leaving.removeAll()
        return false
    }

    /// Whether the peer's connection takes octets. A peer that does not is passed over, and gets the newest state later.
    public mutating func setWritable(_ peer: PeerIndex, _ isWritable: Bool) {
        ipv4.setWritable(peer.value, isWritable)
        ipv6.setWritable(peer.value, isWritable)
    }

    /// The next octets to send, and to whom; nil when there is nothing for any peer that takes some.
    public mutating func nextOutput() -> RouteOutput? {
        familyTurn.toggle()
        if familyTurn {
            return ipv4.nextOutput(attributes, sources) ?? ipv6.nextOutput(attributes, sources)
        }
        return ipv6.nextOutput(attributes, sources) ?? ipv4.nextOutput(attributes, sources)
    }
}

extension RoutingCore {
    /// UPDATEs encoded, and how often they were sent, since the beginning.
    public var counters: RouteCounters {
        var sum = ipv4.counters
        sum.add(ipv6.counters)
        return sum
    }
}
