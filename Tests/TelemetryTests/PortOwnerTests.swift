import Testing

@testable import Telemetry

@Suite struct PortOwnerTests {
    static let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:238B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0000 100 0 0 10 0
           1: 0100007F:238B 0100007F:1000 01 00000000:00000000 00:00000000 00000000     0        0 999 1 0000 100 0 0 10 0
           2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1 0000 100 0 0 10 0
          broken
        """

    @Test(arguments: [(9099, ["12345"]), (22, ["77"]), (4096, []), (0, [])] as [(UInt16, [String])])
    func findsListeners(_ port: UInt16, _ want: [String]) { #expect(PortOwner.inodes(listeningOn: port, table: Self.table) == want) }

    @Test func nobodyListensOnPort0() { #expect(PortOwner.words(port: 0) == nil) }
}
