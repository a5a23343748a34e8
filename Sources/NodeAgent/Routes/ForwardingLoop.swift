internal import Addresses
internal import BGPCore
internal import BGPPlan
internal import BGPWire
internal import Dataplane
internal import Speaker

/// Brings routes from the speaker into the kernel: one task, one queue, so that what is asked for later is done later.
///
/// Learned routes are pulled in batches; the next is taken once the kernel has worked through the one before.
struct ForwardingLoop: Sendable {
    enum Input: Sendable {
        /// Another speaker, or none. The routes of the one before stay until the new one has told its own.
        case speaker(Speaker?)
        /// The speaker has routes.
        case routes
        case rules(KernelRules)
        /// The node's own routes of BGP's protocol number.
        case own([IPPrefix: DesiredRoute])
        case pods([RouteChange])
        /// Everything was learned anew: what was found in the kernel and nobody asked for goes, once the speaker's routes are in.
        case sweep
    }

    let programmer: RouteProgrammer?
    /// Routes of BGP go into the kernel; false: only those to pods do.
    private let programsLearned: Bool
    private let inbox: AsyncStream<Input>
    let post: AsyncStream<Input>.Continuation
    private let report: @Sendable (Outcome) -> Void

    /// What has been done.
    enum Outcome: Sendable {
        /// The node's own routes are in the kernel.
        case own
        /// The speaker has nothing more to say for now.
        case drained
        case swept(Int)
    }

    init(_ programmer: RouteProgrammer?, programsLearned: Bool, report: @escaping @Sendable (Outcome) -> Void) {
        self.programmer = programmer
        self.programsLearned = programsLearned
        self.report = report
        (inbox, post) = AsyncStream.makeStream()
    }

    /// Runs until the inbox is finished.
    func run() async {
        var state = State()
        for await input in inbox {
            switch input {
            case .speaker(let speaker):
                state.speaker = speaker
            case .routes: await drain(&state)
            case .rules(let rules):
                state.rules = rules
                await state.speaker?.offerForwardingAgain()
                await drain(&state)
            case .own(let routes):
                await programmer?.apply(state.merged.setOwn(routes))
                report(.own)
            case .pods(let changes): await programmer?.apply(changes)
            case .sweep:
                await drain(&state)
                var count = 0
                for family in IPAddress.Family.allCases { count += await programmer?.sweep(.bgp, family) ?? 0 }
                report(.swept(count))
            }
        }
    }

    private struct State {
        var speaker: Speaker?
        var rules: KernelRules?
        var merged = MergedRoutes()
    }

    private func drain(_ state: inout State) async {
        guard let speaker = state.speaker, let rules = state.rules else { return }
        var isMore = true
        while isMore {
            let batch = await speaker.takeForwarding(limit: 4096)
            await programmer?.watch(batch.used, unwatched: batch.unused)
            if programsLearned { await programmer?.apply(state.merged.learned(batch.routes.map { Self.change($0, rules) })) }
            isMore = batch.isMore
        }
        report(.drained)
    }

    private static func change(_ route: ForwardingRoute, _ rules: KernelRules) -> RouteChange {
        guard let best = route.paths.first else { return RouteChange(owner: .bgp, prefix: route.prefix, route: nil) }
        let decision = rules.decision(route.prefix, nextHop: best.nextHop, localPreference: best.localPreference)
        guard case .program(let metric) = decision else { return RouteChange(owner: .bgp, prefix: route.prefix, route: nil) }
        let nextHops = route.paths.count == 1 ? [best.nextHop] : route.paths.map(\.nextHop).sorted()
        return RouteChange(.bgp, DesiredRoute(route.prefix, metric: metric, .nextHops(nextHops)))
    }
}
