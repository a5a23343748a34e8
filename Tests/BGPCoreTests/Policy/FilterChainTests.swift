internal import Addresses
internal import BGPWire
internal import TestSupport
internal import Testing

@testable internal import BGPCore

@Suite struct FilterChainTests {
    static let ten = FilterCondition.prefix(.inside, .of("10.0.0.0/8"), lengths: nil)
    static let other = FilterCondition.prefix(.inside, .of("172.16.0.0/12"), lengths: nil)
    static let mark = FilterOperation.addCommunity(Community(64512, 1))
    static let prefer = FilterOperation.setLocalPreference(200)

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let filters: [[FilterRule]]
        var defaultAccepts = true
        let want: FilterVerdict
        var testDescription: String { name }
    }

    /// All for 10.1.0.0/16.
    @Test(arguments: [
        Row(name: "no filter accepts", filters: [], want: .accept([])),
        Row(name: "no filter where one is required rejects", filters: [], defaultAccepts: false, want: .reject),
        Row(name: "a filter without rules does not decide", filters: [[]], want: .accept([])),
        Row(name: "a filter without rules is not the one required", filters: [[]], defaultAccepts: false, want: .reject),
        Row(name: "a rule without conditions decides", filters: [[FilterRule([], .reject)]], want: .reject),
        Row(name: "it accepts where a filter is required", filters: [[FilterRule([], .accept([]))]], defaultAccepts: false, want: .accept([])),
        Row(name: "with its operations", filters: [[FilterRule([], .accept([mark, prefer]))]], want: .accept([mark, prefer])),
        Row(name: "a rule that does not match does not decide", filters: [[FilterRule([other], .reject)]], want: .accept([])),
        Row(name: "nor where a filter is required", filters: [[FilterRule([other], .accept([]))]], defaultAccepts: false, want: .reject),
        Row(
            name: "the first matching rule decides",
            filters: [[FilterRule([other], .reject), FilterRule([ten], .accept([mark])), FilterRule([], .reject)]], want: .accept([mark])),
        Row(
            name: "not a later one that matches too", filters: [[FilterRule([ten], .reject), FilterRule([ten], .accept([mark]))]], want: .reject),
        Row(
            name: "the next filter is asked when the first does not decide",
            filters: [[FilterRule([other], .accept([mark]))], [FilterRule([ten], .reject)]], want: .reject),
        Row(
            name: "not when it does", filters: [[FilterRule([ten], .accept([mark]))], [FilterRule([], .reject)]], want: .accept([mark])),
        Row(
            name: "only the deciding rule's operations count",
            filters: [[FilterRule([other], .accept([mark]))], [FilterRule([ten], .accept([prefer]))]], want: .accept([prefer])),
        Row(name: "all conditions must hold", filters: [[FilterRule([ten, .localPreference(7)], .reject)]], want: .accept([])),
        Row(name: "in any order", filters: [[FilterRule([.localPreference(7), ten], .reject)]], want: .accept([])),
        Row(name: "all do", filters: [[FilterRule([ten, .localPreference(100), .learned], .reject)]], want: .reject),
        Row(
            name: "a filter without rules is passed over", filters: [[], [FilterRule([ten], .accept([mark]))]], defaultAccepts: false,
            want: .accept([mark])),
    ])
    func decides(_ row: Row) {
        let filters = row.filters.enumerated().map { RouteFilter(name: "filter \($0)", rules: $1) }
        let chain = FilterChain(filters: filters, defaultAccepts: row.defaultAccepts)
        #expect(verdict(chain, "10.1.0.0/16") { PathAttributes().with { $0.localPreference = 100 } } == row.want)
        #expect(chain.isTrivial == (row.defaultAccepts && row.filters.allSatisfy(\.isEmpty)))
    }

    @Test func attributesAreAskedForOnceAndOnlyWhenNeeded() {
        var asked = 0
        func ask(_ rules: [FilterRule], _ prefix: String = "10.1.0.0/16") -> Int {
            asked = 0
            let chain = FilterChain(filters: [RouteFilter(name: "one", rules: rules)], defaultAccepts: true)
            _ = verdict(chain, prefix) {
                asked += 1
                return PathAttributes()
            }
            return asked
        }
        #expect(ask([FilterRule([Self.ten, .learned, .peer(isExternal: true), .interface("eth0")], .reject)]) == 0)
        #expect(ask([FilterRule([Self.other, .localPreference(7)], .reject)]) == 0)
        #expect(ask([FilterRule([Self.ten, .localPreference(7)], .reject)]) == 1)
        #expect(ask([FilterRule([.localPreference(7)], .reject), FilterRule([.community(.noExport)], .reject)]) == 1)
        #expect(ask([FilterRule([Self.ten], .accept([Self.mark])), FilterRule([.localPreference(7)], .reject)]) == 0)
    }

    @Test func tellsWhichRuleDecided() throws {
        let filters = [
            RouteFilter(name: "empty", rules: []), RouteFilter(name: "first", rules: [FilterRule([Self.other], .reject)]),
            RouteFilter(name: "second", rules: [FilterRule([Self.other], .reject), FilterRule([Self.ten], .reject)]),
        ]
        let chain = FilterChain(filters: filters, defaultAccepts: true)
        let prefix = try #require(IPv4Prefix("10.1.0.0/16"))
        let place = try #require(chain.match(prefix, source: .local, peerIsExternal: true) { PathAttributes() })
        #expect(chain.filters[place.filter].name == "second")
        #expect(place.rule == 1)
        let outside = try #require(IPv4Prefix("192.168.0.0/16"))
        #expect(chain.match(outside, source: .local, peerIsExternal: true) { PathAttributes() } == nil)
    }

    @Test func filtersWithoutRulesMakeNoDifference() {
        let filter = RouteFilter(name: "one", rules: [FilterRule([], .reject)])
        #expect(FilterChain(filters: [RouteFilter(name: "none", rules: []), filter]) == FilterChain(filters: [filter]))
        #expect(FilterChain(filters: [RouteFilter(name: "none", rules: [])]).isTrivial)
        #expect(!FilterChain(filters: [], defaultAccepts: false).isTrivial)
        #expect(FilterChain(filters: [filter]) != FilterChain(filters: [filter], defaultAccepts: false))
    }

    /// Against asking every rule, one condition after the other, each alone.
    @Test func longChainsDecideAsTheirRulesDoAlone() throws {
        var random = SeededGenerator(seed: 3)
        let conditions: [FilterCondition] = [
            Self.ten, Self.other, .prefix(.notInside, .of("10.0.0.0/9"), lengths: nil), .prefix(.equal, .of("10.1.0.0/16"), lengths: nil),
            .prefix(.inside, .of("0.0.0.0/0"), lengths: 20...32), .prefix(.inside, .of("::/0"), lengths: nil), .learned,
            .localPreference(100), .localPreference(7), .community(.noExport), .peer(isExternal: false), .asPathPrefix([1]),
        ]
        let attributes = PathAttributes(asPath: ASPath([1, 2])).with { $0.localPreference = 100 }
        func holds(_ condition: FilterCondition, _ prefix: String) -> Bool {
            verdict(FilterChain(filters: [RouteFilter(name: "", rules: [FilterRule([condition], .reject)])]), prefix) { attributes } == .reject
        }
        var decided = 0
        for round in 0..<1500 {
            let prefix = try #require(
                ["10.1.0.0/16", "10.200.0.0/24", "172.16.0.0/12", "192.168.0.0/24", "2001:db8::/32"].randomElement(using: &random))
            let rules = (0..<Int.random(in: 0...12, using: &random)).map { place in
                let some = (0..<Int.random(in: 1...4, using: &random)).map { _ in conditions.randomElement(using: &random) ?? Self.ten }
                return FilterRule(some, place.isMultiple(of: 3) ? .reject : .accept([.setLocalPreference(UInt32(place))]))
            }
            let cut = Int.random(in: 0...rules.count, using: &random)
            let chain = FilterChain(
                filters: [RouteFilter(name: "a", rules: Array(rules[..<cut])), RouteFilter(name: "b", rules: Array(rules[cut...]))],
                defaultAccepts: round.isMultiple(of: 2))
            let first = rules.first { $0.conditions.allSatisfy { holds($0, prefix) } }
            let want: FilterVerdict =
                switch first?.action {
                case nil: chain.defaultAccepts ? .accept([]) : .reject
                case .reject?: .reject
                case .accept(let operations)?: .accept(operations)
                }
            #expect(verdict(chain, prefix) { attributes } == want)
            decided += first == nil ? 0 : 1
        }
        #expect((300...1200).contains(decided))
    }
}
