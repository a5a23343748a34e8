internal import BGPWire

/// Filters in order, and what holds when none of them decides.
///
/// The first rule whose conditions all hold decides, in the first filter that has one; its operations are the only ones.
struct FilterChain: Sendable {
    /// Without those that have no rules.
    let filters: [RouteFilter]
    let defaultAccepts: Bool
    /// Everything is accepted as it is: nobody need ask.
    let isTrivial: Bool
    private let steps: [FilterStep]
    private let tests: [PrefixTest]

    init(filters: [RouteFilter] = [], defaultAccepts: Bool = true) {
        self.filters = filters.filter { !$0.rules.isEmpty }
        self.defaultAccepts = defaultAccepts
        isTrivial = defaultAccepts && self.filters.isEmpty
        var steps: [FilterStep] = []
        var tests: [PrefixTest] = []
        for (filter, rules) in self.filters.map(\.rules).enumerated() {
            for (rule, conditions) in rules.map(\.conditions).enumerated() {
                let first = tests.count
                for case .prefix(let comparison, let network, let lengths) in conditions {
                    tests.append(PrefixTest(comparison, network, lengths))
                }
                steps.append(
                    FilterStep(
                        filter: filter, rule: rule, firstTest: first, testEnd: tests.count, asksMore: tests.count - first < conditions.count))
            }
        }
        self.steps = steps
        self.tests = tests
    }

    /// - Parameters:
    ///   - prefix: The route's.
    ///   - source: Where the route came from.
    ///   - peerIsExternal: The peer that it is from, on import, or goes to, on export, is external.
    ///   - attributes: Called once at most, and only for a condition that asks for attributes.
    func verdict<Prefix: RoutePrefix>(
        _ prefix: Prefix, source: RouteSource, peerIsExternal: Bool, attributes: () -> PathAttributes
    ) -> FilterVerdict {
        guard let place = match(prefix, source: source, peerIsExternal: peerIsExternal, attributes: attributes) else {
            return defaultAccepts ? .accept([]) : .reject
        }
        switch filters[place.filter].rules[place.rule].action {
        case .reject: return .reject
        case .accept(let operations): return .accept(operations)
        }
    }

    /// The places of the filter and of the rule in it that decide; nil when none does.
    func match<Prefix: RoutePrefix>(
        _ prefix: Prefix, source: RouteSource, peerIsExternal: Bool, attributes: () -> PathAttributes
    ) -> (filter: Int, rule: Int)? {
        guard !steps.isEmpty else { return nil }
        let prefix = prefix.prefix
        var known: PathAttributes?
        func decoded() -> PathAttributes {
            if let known { return known }
            let new = attributes()
            known = new
            return new
        }
        for step in steps {
            var holds = true
            for place in step.firstTest..<step.testEnd where !tests[place].holds(prefix) {
                holds = false
                break
            }
            guard holds else { continue }
            let decides =
                !step.asksMore
                || filters[step.filter].rules[step.rule].conditions.allSatisfy { $0.holds(source, peerIsExternal: peerIsExternal, decoded) }
            if decides { return (step.filter, step.rule) }
        }
        return nil
    }
}

extension FilterChain: Hashable {
    static func == (left: Self, right: Self) -> Bool { left.defaultAccepts == right.defaultAccepts && left.filters == right.filters }

    func hash(into hasher: inout Hasher) {
        hasher.combine(defaultAccepts)
        hasher.combine(filters)
    }
}
