internal import Addresses
internal import BGPCore
internal import BGPPlan
internal import BGPWire
internal import Dataplane
internal import NodeProtocol
internal import Speaker

/// Answers which routes there are, and why.
struct RouteReporter: Sendable {
    private let speaker: Speaker?
    private let plans: [SessionPlan]
    private let kernel: KernelRules?
    private let own: [IPPrefix]
    private let programmer: RouteProgrammer?

    init(_ loop: AgentLoop) {
        speaker = loop.speaker
        plans = loop.sessions.plans.values.sorted { $0.address < $1.address }
        kernel = loop.plan?.kernel
        own = loop.plan?.local.aggregates ?? []
        programmer = loop.programmer
    }

    func answer(_ query: RouteQuery) async -> NodeAnswer {
        guard let speaker else { return .failure("BGP is not running on this node; `calico-node status` tells why") }
        var asked = plans
        if let peer = query.peer {
            asked = plans.filter { $0.name == peer || "\($0.address)" == peer || $0.remoteNode == peer }
            guard !asked.isEmpty else {
                let known = plans.map(\.name).joined(separator: ", ")
                return .failure("there is no session \(peer); sessions: \(known.isEmpty ? "none" : known)")
            }
        }
        let indexes = await speaker.peerIndexes()
        let names = Dictionary(plans.compactMap { plan in indexes["\(plan.address)"].map { ($0, plan.name) } }) { first, _ in first }
        let pending = await pendingRoutes()
        var entries: [RouteReportEntry] = []
        for family in IPAddress.Family.allCases where query.family ?? family == family {
            for (selection, name) in selections(query, asked, indexes) {
                for view in await views(speaker, selection, family, query) {
                    let peer = name ?? view.peer.flatMap { names[$0] }
                    if name == nil, query.peer != nil, !asked.contains(where: { $0.name == peer }) { continue }
                    var entry = entry(view, peer, query)
                    if name == nil { entry.kernel = words(view, pending) }
                    if query.direction == .kernel, !entry.kernel.hasPrefix("installed"), !entry.kernel.hasPrefix("pending") { continue }
                    entries.append(entry)
                }
            }
        }
        return .routes(entries)
    }

    /// What to ask for, with the session's name where all routes are of one.
    private func selections(
        _ query: RouteQuery, _ asked: [SessionPlan], _ indexes: [String: PeerIndex]
    ) -> [(selection: RouteSelection, name: String?)] {
        switch query.direction {
        case .best, .kernel: [(query.why ? .explained : .best, nil)]
        case .received: asked.compactMap { plan in indexes["\(plan.address)"].map { (.received($0), plan.name) } }
        case .sent: asked.compactMap { plan in indexes["\(plan.address)"].map { (.sent($0), plan.name) } }
        }
    }

    /// Page by page, so that sessions are not held up, then in the order of prefixes.
    private func views(_ speaker: Speaker, _ selection: RouteSelection, _ family: IPAddress.Family, _ query: RouteQuery) async -> [RouteView] {
        var found: [RouteView] = []
        var next: Int? = 0
        while let start = next {
            let page = await speaker.page(selection, family == .v4 ? .ipv4Unicast : .ipv6Unicast, from: start)
            found += page.routes.filter { query.selects($0.prefix) }
            next = page.next
        }
        // Routes to one prefix stay in their order, the best first.
        return found.indices.sorted { (found[$0].prefix, $0) < (found[$1].prefix, $1) }.map { found[$0] }
    }

    private func pendingRoutes() async -> [IPPrefix: String] {
        let status = await programmer?.status()
        return Dictionary((status?.pending ?? []).filter { $0.owner == .bgp }.map { ($0.prefix, $0.words) }) { first, _ in first }
    }

    private func words(_ view: RouteView, _ pending: [IPPrefix: String]) -> String {
        guard view.isBest || view.isUsed else { return "" }
        guard view.peer != nil else { return own.contains(view.prefix) ? "installed as blackhole" : "" }
        guard let kernel, let nextHop = view.attributes.nextHop?.address else { return "" }
        switch kernel.decision(view.prefix, nextHop: nextHop, localPreference: view.attributes.localPreference) {
        case .leave(let reason): return "left: \(reason)"
        case .program(let metric):
            guard programmer != nil else { return "left: this daemon runs without the part routes" }
            if let words = pending[view.prefix] { return "pending: \(words)" }
            return "installed via \(nextHop) metric \(metric)"
        }
    }

    private func entry(_ view: RouteView, _ peer: String?, _ query: RouteQuery) -> RouteReportEntry {
        let attributes = view.attributes
        let communities = attributes.communities.map { "\($0)" } + attributes.largeCommunities.map { "\($0)" }
        return RouteReportEntry(
            prefix: view.prefix, pathID: view.pathID, peer: peer, nextHop: attributes.nextHop?.address, asPath: "\(attributes.asPath)",
            localPreference: attributes.localPreference, med: attributes.multiExitDiscriminator, communities: communities, isBest: view.isBest,
            isUsed: view.isUsed || view.isBest, isStale: view.isStale, isRejected: view.isRejected, why: query.why ? view.why : "")
    }
}
