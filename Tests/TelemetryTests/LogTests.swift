import Foundation
import Glibc
import JSON
import Logging
import Telemetry
import TestSupport
import Testing

@Suite struct LogTests {
    /// Without the time, which is checked for its form.
    static func untimed(_ line: String) -> String {
        guard let match = line.wholeMatch(of: /(<[0-7]>)?20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z (.*)/) else {
            return "no time: \(line)"
        }
        return "\(match.output.1 ?? "")\(match.output.2)"
    }

    struct Row: Sendable {
        let message: String
        var data: [String: Logger.MetadataValue] = [:]
        let want: String
    }

    @Test(arguments: [
        Row(message: "session ended", want: "INFO session ended logger=bgp"),
        Row(message: "x", data: ["peer": "10.0.0.7", "count": "\(3)"], want: "INFO x logger=bgp count=3 peer=10.0.0.7"),
        Row(message: "x", data: ["why": "hold timer expired"], want: #"INFO x logger=bgp why="hold timer expired""#),
        Row(
            message: "x", data: ["a": "", "b": "c=d", "e": #"say "hi""#, "f": #"\"#], want: #"INFO x logger=bgp a="" b="c=d" e="say \"hi\"" f="\\""#),
        Row(message: "two\nlines\r\tand \u{1b}[31m", want: #"INFO two\nlines\r\tand \u{1b}[31m logger=bgp"#),
        Row(message: "x", data: ["a": "1\n2 ERROR y"], want: #"INFO x logger=bgp a="1\n2 ERROR y""#),
        Row(message: "x", data: ["a": "\u{85}\u{2028}\u{7f}"], want: #"INFO x logger=bgp a="\u{85}\u{2028}\u{7f}""#),
        Row(message: "x", data: ["a b=\n": "c"], want: "INFO x logger=bgp a_b__=c"),
        Row(message: "grün", data: ["naïve": "é"], want: "INFO grün logger=bgp naïve=é"),
        Row(message: "x", data: ["l": ["1", ["k": "v", "a": "b"]]], want: #"INFO x logger=bgp l="[1, {a: b, k: v}]""#),
    ])
    func textLines(_ row: Row) throws {
        let found = try lines { descriptor in
            LogSetup(descriptor: descriptor).logger("bgp").info("\(row.message)", metadata: row.data)
        }
        #expect(found.map(Self.untimed) == [row.want])
    }

    @Test(arguments: [
        (Logger.Level.trace, "<7>TRACE x"), (.debug, "<7>DEBUG x"), (.info, "<6>INFO x"), (.notice, "<5>NOTICE x"), (.warning, "<4>WARNING x"),
        (.error, "<3>ERROR x"), (.critical, "<2>CRITICAL x"),
    ])
    func prioritiesForTheJournal(_ level: Logger.Level, _ want: String) throws {
        let found = try lines { LogSetup(level: .trace, hasPriority: true, descriptor: $0).logger("").log(level: level, "x") }
        #expect(found.map(Self.untimed) == [want])
    }

    @Test func jsonLines() throws {
        let found = try lines { descriptor in
            let logger = LogSetup(format: .json, descriptor: descriptor).logger("bgp")
            logger.warning("two\nlines \"x\"", metadata: ["time": "mine", "list": ["a", ["k": "v"]]])
            logger.info("bare")
        }
        try #require(found.count == 2)
        let value = try JSONValue(parsing: found[0])
        #expect(value.object?.keys == ["time", "level", "logger", "message", "data"])
        #expect(value["level"] == "warning")
        #expect(value["message"] == "two\nlines \"x\"")
        #expect(value["data"] == ["time": "mine", "list": ["a", ["k": "v"]]])
        #expect(value["time"]?.string?.hasSuffix("Z") == true)
        #expect(try JSONValue(parsing: found[1]).object?.keys == ["time", "level", "logger", "message"])
    }

    /// A change of the level counts for all loggers, copies and those with data of their own as well; one that was given a level keeps it.
    @Test func theLevelChangesForAll() throws {
        let found = try lines { descriptor in
            let setup = LogSetup(level: .warning, descriptor: descriptor)
            var first = setup.logger("a")
            first[metadataKey: "k"] = "v"
            var own = first
            own.logLevel = .error
            let second = setup.logger("b")
            first.info("1")
            setup.level = .debug
            first.debug("2")
            second.debug("3")
            second.trace("4")
            own.warning("5")
            own.error("6")
            setup.level = .critical
            first.error("7")
            own.error("8")
        }
        #expect(
            found.map(Self.untimed) == ["DEBUG 2 logger=a k=v", "DEBUG 3 logger=b", "ERROR 6 logger=a k=v", "ERROR 8 logger=a k=v"])
    }

    @Test func dataOfTheEventWins() throws {
        let found = try lines { descriptor in
            var logger = LogSetup(descriptor: descriptor).logger("a")
            logger[metadataKey: "k"] = "logger"
            logger.info("x", metadata: ["k": "event"])
        }
        #expect(found.map(Self.untimed) == ["INFO x logger=a k=event"])
    }

    @Test func aVeryLongEventStaysOneLine() throws {
        let found = try lines { descriptor in
            LogSetup(descriptor: descriptor).logger("").info("x", metadata: ["a": "\(String(repeating: "ä", count: 50_000))"])
        }
        #expect(found.count == 1)
        #expect((found.first?.utf8.count ?? 0) < 33_000)
        #expect(found.first?.hasSuffix(" octets cut)") == true)
    }

    /// Lines of many threads do not mix.
    @Test func linesStayWhole() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "calico-log-\(UUID().uuidString)").path(percentEncoded: false)
        let descriptor = open(path, O_CREAT | O_RDWR | O_APPEND, 0o600)
        defer {
            close(descriptor)
            unlink(path)
        }
        let setup = LogSetup(descriptor: descriptor)
        await withDiscardingTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    let logger = setup.logger("t\(task)")
                    for index in 0..<200 { logger.info("event", metadata: ["i": "\(index)", "fill": "\(String(repeating: "x", count: 500))"]) }
                }
            }
        }
        let found = try contents(path).split(separator: "\n").map { Self.untimed(String($0)) }
        #expect(found.count == 1600)
        #expect(found.allSatisfy { $0.wholeMatch(of: /INFO event logger=t[0-7] fill=x{500} i=[0-9]+/) != nil })
    }

    @Test(arguments: [
        ("Info", Logger.Level.info), ("WARNING", .warning), ("warn", .warning), ("Debug", .debug), ("fatal", .critical), ("None", .critical),
        ("Trace", .trace), ("error", .error), ("loud", nil), ("", nil),
    ])
    func severities(_ word: String, _ want: Logger.Level?) { #expect(LogSeverity.level(word) == want) }
}
