import Addresses
import Dataplane
import TestSupport
import Testing

/// Random wishes of the owners and random deeds of others: in the end the kernel has what is wanted, and what is not ours was never touched.
@Suite(.enabled(if: isRoot, rootReason)) struct RandomTests {
    private struct Wish {
        let target: DesiredRoute.Target
        /// Behind the prefix, before the metric.
        let words: String
    }

    private static func wishes(_ isV6: Bool) -> [Wish] {
        let via = isV6 ? ["fd00::2", "fd01::2"] : ["10.0.0.2", "10.0.1.2"]
        return [
            Wish(target: .blackhole, words: isV6 ? " dev lo proto 84" : " proto 84"),
            Wish(target: .routers(via[0]), words: " via \(via[0]) dev d0 proto 84"),
            Wish(target: .routers(via[1]), words: " via \(via[1]) dev e0 proto 84"),
            Wish(target: .routers(via[0], via[1]), words: " proto 84 METRIC nexthop via \(via[0]) dev d0 nexthop via \(via[1]) dev e0"),
            Wish(target: .interface("e0"), words: isV6 ? " dev e0 proto 84" : " dev e0 proto 84 scope link"),
            Wish(target: .routers("30.0.0.9"), words: ""), Wish(target: .interface("nothing"), words: ""),
        ]
    }

    private static func line(_ prefix: String, _ wish: Wish, _ metric: UInt32) -> String? {
        guard !wish.words.isEmpty else { return nil }
        let start = wish.target == .blackhole ? "blackhole " : ""
        let words = wish.words.contains("METRIC") ? wish.words.replacing("METRIC", with: "metric \(metric)") : "\(wish.words) metric \(metric)"
        return start + prefix + words
    }

    private static let prefixes = (0..<6).map { "20.0.\($0).0/24" } + (1..<7).map { "2001:db8:\($0)::/64" }

    private static func deed(_ random: inout SeededGenerator) -> String {
        let number = Int.random(in: 0..<prefixes.count, using: &random)
        let prefix = prefixes[number]
        let (ip, via) = prefix.contains(":") ? ("ip -6", "fd01::7") : ("ip", "10.0.1.7")
        let metric = [512, 1024].randomElement(using: &random) ?? 512
        return switch Int.random(in: 0..<14, using: &random) {
        case 0, 1: "\(ip) route del \(prefix) proto 84"
        case 2: "\(ip) route replace \(prefix) via \(via) proto 84 metric \(metric)"
        case 3: "\(ip) route replace blackhole \(prefix) proto 84 metric \(metric)"
        case 4: "\(ip) route add \(prefix) via \(via) metric \(metric)"
        case 5: "\(ip) route del \(prefix) proto boot"
        case 6: "\(ip) route flush proto 84"
        case 7: "ip link set d0 down; ip link set d0 up; ip addr replace fd00::1/64 dev d0 nodad"
        case 8: "ip link set e0 down"
        case 9: "ip link set e0 up; ip addr replace fd01::1/64 dev e0 nodad"
        case 10: "ip addr del 10.0.0.1/24 dev d0"
        case 11: "ip addr add 10.0.0.1/24 dev d0"
        case 12: "\(ip) route append \(prefix) via \(via) proto 84 metric \(metric)"
        default: "\(ip) route replace \(prefix) via \(via) proto static metric \(metric)"
        }
    }

    @Test(arguments: Array(1...12) as [UInt64])
    func endsWithWhatIsWanted(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let network = try await TestNetwork()
        var configuration = RouteProgrammerConfiguration()
        configuration.batchSize = [1, 3, 64][Int(seed % 3)]
        if seed % 2 == 0 { configuration.auditInterval = .milliseconds(5) }
        configuration.auditSlice = 2
        let programmer = try await network.programmer(configuration)
        var wanted: [String: (Wish, UInt32)] = [:]
        for _ in 0..<60 {
            var changes: [RouteChange] = []
            for _ in 0..<Int.random(in: 0..<8, using: &random) {
                let text = Self.prefixes[Int.random(in: 0..<Self.prefixes.count, using: &random)]
                let prefix = try #require(IPPrefix(text))
                let wishes = Self.wishes(prefix.family == .v6)
                if Int.random(in: 0..<4, using: &random) == 0 {
                    wanted[text] = nil
                    changes.append(RouteChange(owner: .bgp, prefix: prefix, route: nil))
                } else {
                    let wish = wishes[Int.random(in: 0..<wishes.count, using: &random)]
                    let metric: UInt32 = Bool.random(using: &random) ? 512 : 1024
                    wanted[text] = (wish, metric)
                    changes.append(RouteChange(.bgp, DesiredRoute(prefix, metric: metric, wish.target)))
                }
            }
            let deed = Self.deed(&random)
            try await network.shell("{ \(deed); } 2>/dev/null || true")
            let before = try await network.foreign()
            await programmer.apply(changes)
            await programmer.settled()
            let after = try await network.foreign()
            #expect(after == before, "after \(deed), \(changes)")
        }
        try await network.shell(
            """
            ip link set d0 up; ip link set e0 up; ip addr replace 10.0.0.1/24 dev d0; ip addr replace fd00::1/64 dev d0 nodad
            ip addr replace 10.0.1.1/24 dev e0; ip addr replace fd01::1/64 dev e0 nodad
            for f in 4 6; do ip -$f route flush proto static; ip -$f route flush proto boot; done
            """)
        await programmer.settled()
        // What others made with our protocol and nobody wants.
        _ = await programmer.sweep(.bgp, .v4)
        _ = await programmer.sweep(.bgp, .v6)
        let status = await programmer.settled()
        let want = wanted.compactMap { prefix, wish in Self.line(prefix, wish.0, wish.1) }.sorted()
        let ours = try await network.ours()
        #expect(ours == want, "seed \(seed): \(status)")
        #expect(status.pendingCount == wanted.values.count { $0.0.words.isEmpty })
        await programmer.stop()
    }
}
