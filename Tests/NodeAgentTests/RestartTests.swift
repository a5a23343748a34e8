import Addresses
import BGPWire
import JSON
import NodeProtocol
import Testing

@testable import NodeAgent

/// What one daemon leaves for the next.
@Suite struct RestartTests {
    @Test func recordIsReadAsItWasWritten() {
        var record = RunRecord()
        record.peers = [address("10.0.0.2"), address("fd00::2")]
        (record.routes4, record.routes6) = (12, 3)
        #expect(RunRecord(record.json) == record)
    }

    @Test(arguments: ["[]", "{}", "{\"peers\": 7}"])
    func oddRecordIsNone(_ text: String) throws {
        #expect(RunRecord(try JSONValue(parsing: Array(text.utf8))) == nil)
    }

    @Test func oddMembersAreLeftOut() throws {
        let json = try JSONValue(parsing: Array(#"{"peers": ["10.0.0.2", "x", 7], "routes4": "many", "more": 1}"#.utf8))
        #expect(RunRecord(json)?.peers == [address("10.0.0.2")])
        #expect(RunRecord(json)?.routes4 == 0)
    }

    @Test(arguments: [
        (0, 0, 0, 0, "IPv4 unicast, IPv6 unicast"), (5, 0, 5, 0, "IPv4 unicast, IPv6 unicast"), (5, 5, 0, 5, "IPv6 unicast"),
        (5, 5, 1, 0, "IPv4 unicast"), (5, 5, 0, 0, "none"),
    ])
    func forwardingBitTellsTheTruth(_ routes4: Int, _ routes6: Int, _ found4: Int, _ found6: Int, _ expected: String) {
        var record = RunRecord()
        (record.routes4, record.routes6) = (routes4, routes6)
        #expect("\(record.preserved(found4: found4, found6: found6))" == expected)
    }

    @Test func triesAreDueOneAtATimeAndLessAndLessOften() {
        var clock = RetryClock()
        var delays = [clock.fail(), clock.fail()]
        #expect(delays == [1, nil])
        delays = []
        for _ in 0..<6 {
            clock.begin()
            delays.append(clock.fail())
        }
        #expect(delays == [2, 4, 8, 16, 30, 30])
        clock.begin()
        clock.succeed()
        let again = clock.fail()
        #expect(again == 1)
    }

    @Test func manyRepairsAreLoggedAsANumber() {
        var counter = RepairCounter()
        let start = ContinuousClock.now
        let first = (0..<30).map { _ in counter.note(start) }
        #expect(first.prefix(20).allSatisfy { $0 == 0 })
        #expect(first.dropFirst(20).allSatisfy { $0 == nil })
        let later = counter.note(start + .seconds(11))
        #expect(later == 10)
        #expect(counter.repaired == 31)
    }

    @Test func conditionsAreNewsOnce() {
        var conditions = Conditions()
        let news = ["x", "x", "z"].map { conditions.set("a", .error, $0, remedy: "y") }
        #expect(news == [true, false, true])
        #expect(conditions.sorted.count == 1)
        let cleared = [conditions.clear("a"), conditions.clear("a")]
        #expect(cleared == [true, false])
    }
}
