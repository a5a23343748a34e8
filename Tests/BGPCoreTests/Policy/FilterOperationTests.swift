internal import Addresses
internal import BGPWire
internal import Testing

@testable internal import BGPCore

@Suite struct FilterOperationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let operations: [FilterOperation]
        let before: PathAttributes
        let after: PathAttributes

        init(_ operations: [FilterOperation], _ before: (inout PathAttributes) -> Void, _ after: (inout PathAttributes) -> Void) {
            self.operations = operations
            self.before = PathAttributes().with(before)
            self.after = PathAttributes().with(after)
        }

        var testDescription: String { "\(operations.map(\.description)) on \(before)" }
    }

    static let one = Community(64512, 1)
    static let two = Community(64512, 2)
    static let target = ExtendedCommunity.routeTarget(.twoOctetAS(64512, number: 7))
    static let large = LargeCommunity(64512, 1, 2)

    @Test(arguments: [
        Row([], { $0.communities = [one] }, { $0.communities = [one] }),
        Row([.addCommunity(one)], { _ in }, { $0.communities = [one] }),
        Row([.addCommunity(two)], { $0.communities = [one] }, { $0.communities = [one, two] }),
        Row([.addCommunity(one)], { $0.communities = [one, two] }, { $0.communities = [one, two] }),
        Row([.addCommunity(one), .addCommunity(one)], { _ in }, { $0.communities = [one] }),
        Row([.removeCommunity(one)], { $0.communities = [one, two, one] }, { $0.communities = [two] }),
        Row([.removeCommunity(one)], { $0.communities = [two] }, { $0.communities = [two] }),
        Row([.removeCommunity(one), .addCommunity(one)], { $0.communities = [one, two] }, { $0.communities = [two, one] }),
        Row([.addExtendedCommunity(target)], { _ in }, { $0.extendedCommunities = [target] }),
        Row([.addExtendedCommunity(target)], { $0.extendedCommunities = [target] }, { $0.extendedCommunities = [target] }),
        Row([.addLargeCommunity(large)], { _ in }, { $0.largeCommunities = [large] }),
        Row([.addLargeCommunity(large)], { $0.largeCommunities = [large] }, { $0.largeCommunities = [large] }),
        Row([.prependASPath([1, 2])], { $0.asPath = ASPath([3]) }, { $0.asPath = ASPath([1, 2, 3]) }),
        Row([.prependASPath([1, 1, 1])], { _ in }, { $0.asPath = ASPath([1, 1, 1]) }),
        Row([.prependASPath([])], { $0.asPath = ASPath([3]) }, { $0.asPath = ASPath([3]) }),
        Row([.prependASPath([2]), .prependASPath([1])], { $0.asPath = ASPath([3]) }, { $0.asPath = ASPath([1, 2, 3]) }),
        Row([.setLocalPreference(7)], { $0.localPreference = 100 }, { $0.localPreference = 7 }),
        Row([.setLocalPreference(7)], { _ in }, { $0.localPreference = 7 }),
        Row([.setMultiExitDiscriminator(7)], { $0.multiExitDiscriminator = 1 }, { $0.multiExitDiscriminator = 7 }),
        Row([.setMultiExitDiscriminator(nil)], { $0.multiExitDiscriminator = 1 }, { _ in }),
        Row([.setNextHop(.of("10.0.0.9"))], { $0.nextHop = .of("10.0.0.8") }, { $0.nextHop = .of("10.0.0.9") }),
        Row([.setNextHop(.of("2001:db8::9"))], { _ in }, { $0.nextHop = .of("2001:db8::9") }),
    ])
    func changes(_ row: Row) {
        var attributes = row.before
        for operation in row.operations { operation.apply(to: &attributes) }
        #expect(attributes == row.after)
    }

    @Test(
        arguments: [
            (FilterRule([], .reject), "always: reject"),
            (FilterRule([.prefix(.inside, .of("10.0.0.0/8"), lengths: nil)], .accept([])), "if prefix in 10.0.0.0/8: accept"),
            (
                FilterRule([.prefix(.notInside, .of("10.0.0.0/8"), lengths: 16...24), .learned], .reject),
                "if prefix not in 10.0.0.0/8 of length 16 to 24 and learned from a peer: reject"
            ),
            (FilterRule([.prefix(.equal, .of("::/0"), lengths: nil)], .reject), "if prefix equal to ::/0: reject"),
            (
                FilterRule([.prefix(.notEqual, .of("2001:db8::/32"), lengths: 48...48)], .reject),
                "if prefix not equal to 2001:db8::/32 of length 48: reject"
            ),
            (
                FilterRule([.interface("cali*"), .peer(isExternal: true)], .accept([.addCommunity(Community(64512, 7))])),
                "if interface cali* and external peer: add community 64512:7, accept"
            ),
            (
                FilterRule([.community(.noExport), .peer(isExternal: false)], .accept([.removeCommunity(.noExport)])),
                "if community no-export and internal peer: remove community no-export, accept"
            ),
            (
                FilterRule([.largeCommunity(large)], .accept([.addLargeCommunity(large)])),
                "if large community 64512:1:2: add large community 64512:1:2, accept"
            ),
            (
                FilterRule([.extendedCommunity(target)], .accept([.addExtendedCommunity(target)])),
                "if extended community rt:64512:7: add extended community rt:64512:7, accept"
            ),
            (
                FilterRule([.asPathPrefix([1, 2])], .accept([.prependASPath([3, 4]), .setLocalPreference(7)])),
                "if AS path beginning with 1 2: prepend AS path 3 4, set local preference 7, accept"
            ),
            (
                FilterRule([.localPreference(7), .asPathPrefix([])], .accept([.setMultiExitDiscriminator(5), .setMultiExitDiscriminator(nil)])),
                "if local preference 7 and any AS path: set MED 5, remove MED, accept"
            ),
            (FilterRule([], .accept([.setNextHop(.of("10.0.0.9"))])), "always: set next hop 10.0.0.9, accept"),
        ] as [(FilterRule, String)])
    func words(_ rule: FilterRule, _ want: String) { #expect(rule.description == want) }
}
