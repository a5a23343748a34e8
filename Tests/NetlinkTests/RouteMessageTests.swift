import Addresses
import CNetlink
import Netlink
import TestSupport
import Testing

@Suite struct RouteMessageTests {
    private func decoded(_ requests: borrowing RouteRequests) -> [RouteMessage?] {
        var messages: [RouteMessage?] = []
        NetlinkPort.forEach(requests.octets) { messages.append(RouteMessage($0.payload)) }
        return messages
    }

    private func hop(_ gateway: String?, _ interface: Int32) -> RouteHop {
        RouteHop(gateway: gateway.flatMap { IPAddress($0) }, interface: interface)
    }

    @Test func readsWhatIsWritten() throws {
        let rows: [(String, UInt32, RouteRequests.Way, [RouteHop], UInt32)] = [
            ("10.1.0.0/16", 1024, .hops([hop("10.0.0.2", 3)]), [hop("10.0.0.2", 3)], 254),
            ("0.0.0.0/0", 0, .hops([hop("10.0.0.2", 3), hop("10.0.1.2", 4)]), [hop("10.0.0.2", 3), hop("10.0.1.2", 4)], 254),
            ("10.1.0.0/16", .max, .hops([hop("fd00::2", 3)]), [hop("fd00::2", 3)], 1000),
            ("10.1.0.0/16", 1, .hops([hop("fd00::2", 3), hop("10.0.0.9", 9)]), [hop("fd00::2", 3), hop("10.0.0.9", 9)], 255),
            ("10.1.0.7/32", 1, .link(7), [hop(nil, 7)], 254), ("2001:db8::/32", 5, .blackhole, [], 254),
            ("::/0", 5, .hops([hop("fd00::2", 3)]), [hop("fd00::2", 3)], .max), ("2001:db8::7/128", 5, .link(7), [hop(nil, 7)], 254),
        ]
        var requests = RouteRequests()
        for (prefix, metric, way, _, table) in rows {
            let prefix = try #require(IPPrefix(prefix))
            requests.add(prefix, metric: metric, way, routeProtocol: 84, table: table, .exclusive)
            requests.remove(prefix, metric: metric, way, routeProtocol: 84, table: table)
        }
        #expect(requests.count == 2 * rows.count)
        let messages = decoded(requests)
        #expect(messages.count == 2 * rows.count)
        for (number, row) in rows.enumerated() {
            for place in [2 * number, 2 * number + 1] {
                let message = try #require(messages[place])
                #expect(message.prefix.description == row.0 && message.metric == row.1 && message.hops == row.3 && message.table == row.4)
                #expect(message.routeProtocol == 84 && message.isPlain && !message.isCached)
                if case .blackhole = row.2 { #expect(message.isBlackhole) } else { #expect(message.isUnicast) }
            }
        }
        requests.removeAll()
        #expect(requests.isEmpty && requests.octets.isEmpty)
    }

    /// More than the first buffer holds, and one message of many hops.
    @Test func grows() throws {
        var requests = RouteRequests()
        let hops = (0..<200).map { RouteHop(gateway: IPAddress(family: .v6, value: UInt128($0)), interface: Int32($0)) }
        for number in 0..<1000 {
            let prefix = IPPrefix(host: IPAddress(family: .v4, value: UInt128(number)))
            requests.add(prefix, metric: 1, number % 100 == 7 ? .hops(hops) : .link(1), routeProtocol: 84, table: 254, .replace)
        }
        requests.seal()
        let messages = decoded(requests)
        #expect(messages.count == 1000 && messages.allSatisfy { $0 != nil } && messages[7]?.hops == hops)
        var acknowledged: [UInt32] = []
        NetlinkPort.forEach(requests.octets) { if $0.flags & Int(NLM_F_ACK) != 0 { acknowledged.append($0.sequence) } }
        #expect(acknowledged == [1000])
    }

    /// Octets of a good message with some changed, cut or added: no trap, and what is read is in bounds.
    @Test func survivesOddOctets() throws {
        var random = SeededGenerator(seed: 84)
        var requests = RouteRequests()
        let prefix = try #require(IPPrefix("10.1.0.0/16"))
        requests.add(prefix, metric: 1, .hops([hop("fd00::2", 3), hop("10.0.0.9", 9)]), routeProtocol: 84, table: 1000, .exclusive)
        let good = Array(requests.octets)
        var read = 0
        for _ in 0..<200_000 {
            var octets = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                octets[Int.random(in: 0..<octets.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { octets.removeLast(Int.random(in: 0..<octets.count, using: &random)) }
            octets.withUnsafeBytes { raw in
                NetlinkPort.forEach(raw) { reply in
                    guard let message = RouteMessage(reply.payload) else { return }
                    #expect(message.prefix.isNetwork && message.hops.count < octets.count)
                    read += 1
                }
            }
        }
        #expect(read > 10_000)
        for count in 0..<40 {
            for value in [0, 4, 8, 255] as [UInt8] {
                [UInt8](repeating: value, count: count).withUnsafeBytes { raw in
                    _ = RouteMessage(raw)
                    NetlinkPort.forEach(raw) { _ = RouteMessage($0.payload) }
                }
            }
        }
    }
}
