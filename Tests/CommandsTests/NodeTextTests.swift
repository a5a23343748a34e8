import Testing

@testable import Commands

@Suite struct NodeTextTests {
    @Test(
        arguments: [
            (nil, nil, "/run/calico/calico-node.sock"), (nil, "", "/run/calico/calico-node.sock"), (nil, "/", "/run/calico-node.sock"),
            (nil, "/srv/n1", "/srv/n1/run/calico-node.sock"), (nil, "/srv/n1///", "/srv/n1/run/calico-node.sock"), ("/s", "/srv/n1", "/s"),
            (nil, "relative", nil), ("", "/srv", nil),
        ] as [(String?, String?, String?)])
    func sockets(_ given: String?, _ state: String?, _ want: String?) {
        #expect((try? DaemonSocket.path(given: given) { $0 == "CALICO_STATE_DIR" ? state : nil }) == want)
    }

    @Test(arguments: [(0, "0s"), (59, "59s"), (60, "1m"), (303, "5m3s"), (15_120, "4h12m"), (86_400, "1d"), (784_800, "9d2h"), (-5, "0s")])
    func spans(_ seconds: Int64, _ want: String) { #expect(WallClock.span(seconds) == want) }

    @Test func sinceIsATimeForADayAndThenADate() {
        let clock = WallClock(now: 1_795_770_000)
        #expect(clock.since(0).wholeMatch(of: /[0-9]{2}:[0-9]{2}:[0-9]{2}/) != nil)
        #expect(clock.since(86_399).wholeMatch(of: /[0-9]{2}:[0-9]{2}:[0-9]{2}/) != nil)
        #expect(clock.since(86_400).wholeMatch(of: /2026-11-2[0-9]/) != nil)
    }

    /// The frame that upstream's documentation shows.
    @Test func theFrameIsUpstreams() {
        var table = BoxTable(headers: ["Peer address", "Peer type", "State", "Since", "Info"])
        table.add(["172.17.8.102", "node-to-node mesh", "up", "23:30:04", "Established"])
        #expect(
            table.text == """
                +--------------+-------------------+-------+----------+-------------+
                | PEER ADDRESS |     PEER TYPE     | STATE |  SINCE   |    INFO     |
                +--------------+-------------------+-------+----------+-------------+
                | 172.17.8.102 | node-to-node mesh | up    | 23:30:04 | Established |
                +--------------+-------------------+-------+----------+-------------+

                """)
    }
}
