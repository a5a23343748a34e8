public import Addresses
public import BGPCore
public import BGPWire
public import Logging
public import NIOCore

/// A BGP speaker: sessions with its peers, and the routes that go between them. It touches no kernel route.
///
/// Everything happens in one event loop; calls from elsewhere wait for their turn there.
public final class Speaker: Sendable {
    private let loop: SpeakerLoop

    /// - Parameters:
    ///   - configuration: What it is started with.
    ///   - eventLoop: Its own: a loop shared with other work delays keepalives. Sockets are made in the network namespace of its thread.
    ///   - logger: Sessions that come and go at notice, what peers do wrong at warning.
    ///   - onEvent: Called in the event loop, so it hands on and returns.
    public init(
        _ configuration: SpeakerConfiguration, on eventLoop: any EventLoop, logger: Logger,
        onEvent: @escaping @Sendable (SpeakerEvent) -> Void = { _ in }
    ) {
        loop = SpeakerLoop(configuration, eventLoop, logger, onEvent)
    }

    private func perform<Answer: Sendable>(_ body: @escaping @Sendable (SpeakerLoop) -> Answer) async -> Answer {
        let loop = loop
        return await withCheckedContinuation { continuation in
            loop.eventLoop.execute { continuation.resume(returning: body(loop)) }
        }
    }

    /// Opens the listening sockets and begins with the peers.
    ///
    /// - Throws: ``SpeakerFailure`` when an endpoint cannot be listened on. It is tried again, and peers are dialed, all the same.
    public func start() async throws {
        let loop = loop
        try await loop.eventLoop.flatSubmit { loop.start() }.get()
    }

    /// Ends all sessions with a Cease, administrative shutdown (RFC 9003); returns when all sockets are closed.
    ///
    /// - Parameter communication: Text for the peers' operators, cut to 255 octets.
    public func stop(_ communication: String = "") async {
        let loop = loop
        try? await loop.eventLoop.flatSubmit { loop.stop(.cease(.administrativeShutdown, communication: communication)) }.get()
    }

    /// Goes silently, so that peers keep its routes while it restarts (RFC 4724 §4.2); returns when all sockets are closed.
    public func abandon() async {
        let loop = loop
        try? await loop.eventLoop.flatSubmit { loop.stop(nil) }.get()
    }

    // Peers

    /// Adds a peer and begins to have a session with it; one of the same name is changed instead.
    public func add(_ peer: PeerConfiguration) async { await perform { $0.add(peer) } }

    /// Changes a peer. Policies are applied to the routes that are there; everything else begins a new session.
    public func change(_ peer: PeerConfiguration) async { await perform { $0.change(peer) } }

    public func remove(_ name: String) async { await perform { $0.remove(name: name) } }

    /// Ends the peer's session with a Cease, administrative reset, and begins another.
    public func reset(_ name: String, _ communication: String = "") async {
        await perform { loop in
            loop.peers[name]?.stop(.cease(.administrativeReset, communication: communication))
            loop.peers[name]?.start()
        }
    }

    /// Asks the peer for all its routes again (RFC 2918). False when there is no session, or the peer does not know how.
    public func refresh(_ name: String, _ family: AddressFamily) async -> Bool {
        await perform { $0.peers[name]?.askForRefresh(family) ?? false }
    }

    /// Listens on these endpoints and no others; sessions go on.
    ///
    /// - Throws: ``SpeakerFailure`` when one cannot be listened on now. It is tried again.
    public func setListeners(_ endpoints: [ListenEndpoint]) async throws {
        let loop = loop
        try await loop.eventLoop.flatSubmit { loop.setListeners(endpoints) }.get()
    }

    /// Takes another cluster id as a reflector (RFC 4456); no session is reset.
    public func setClusterID(_ clusterID: BGPIdentifier) async {
        await perform { loop in
            loop.core.setClusterID(clusterID)
            loop.scheduleTurn()
        }
    }

    // Forwarding

    /// The routes in use that changed since they were taken last, each as it is now; at most `limit` a family.
    public func takeForwarding(limit: Int) async -> ForwardingBatch { await perform { $0.takeForwarding(limit: limit) } }

    /// Has every route in use taken again.
    public func offerForwardingAgain() async {
        await perform { loop in
            loop.core.offerForwardingAgain()
            loop.scheduleTurn()
        }
    }

    /// Takes which next hops can be reached: routes with one that cannot are not used (RFC 4271 §9.1.2).
    public func setReachable(_ nextHops: [IPAddress: Bool]) async {
        await perform { loop in
            for (nextHop, isReachable) in nextHops { loop.core.setReachable(nextHop, isReachable) }
            loop.scheduleTurn()
        }
    }

    // Routes

    /// Originates a route; without a next hop, packets end at this speaker.
    ///
    /// - Parameters:
    ///   - prefix: Where it leads.
    ///   - attributes: As peers get them, the next hop aside.
    ///   - interface: Where its packets go, for filters that ask.
    public func originate(_ prefix: IPPrefix, _ attributes: PathAttributes = PathAttributes(), interface: String? = nil) async {
        await perform { loop in
            loop.core.originate(prefix, attributes, interface: interface)
            loop.scheduleTurn()
        }
    }

    /// Originates many routes at once: they are told together.
    public func originate(_ prefixes: [IPPrefix], _ attributes: PathAttributes = PathAttributes()) async {
        await perform { loop in
            for prefix in prefixes { loop.core.originate(prefix, attributes) }
            loop.scheduleTurn()
        }
    }

    public func withdraw(_ prefix: IPPrefix) async {
        await perform { loop in
            loop.core.withdraw(prefix)
            loop.scheduleTurn()
        }
    }

    /// What a peer has announced, before import policy.
    public func received(from name: String, _ family: AddressFamily) async -> [RouteView] {
        await perform { loop in loop.peers[name].map { loop.core.received(from: $0.index, family) } ?? [] }
    }

    /// What a peer is told.
    public func sent(to name: String, _ family: AddressFamily) async -> [RouteView] {
        await perform { loop in loop.peers[name].map { loop.core.sent(to: $0.index, family) } ?? [] }
    }

    /// The best route to each prefix.
    public func best(_ family: AddressFamily) async -> [RouteView] { await perform { $0.core.best(family) } }

    /// All routes to a prefix, the best first, each with the reason for its place.
    public func explain(_ prefix: IPPrefix) async -> [RouteView] { await perform { $0.core.explain(prefix) } }

    /// A part of the routes, so that a long list holds nobody up: at most those of `limit` prefixes from a place in the table on.
    public func page(_ selection: RouteSelection, _ family: AddressFamily, from start: Int = 0, limit: Int = 1024) async -> RoutePage {
        await perform { $0.core.page(selection, family, from: start, limit: limit) }
    }

    /// The numbers by which ``RouteView/peer`` names peers, by the peers' names.
    public func peerIndexes() async -> [String: PeerIndex] { await perform { $0.peers.mapValues(\.index) } }

    public func status() async -> SpeakerStatus { await perform { $0.status } }
}
