import Glibc
import TestSupport
import Testing

@testable import Slim

@Suite struct SlimLoggerTests {
    @Test func writesOneLineAMessageWithItsDataAndMakesTheFolder() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/log/calico/cni.log"
            var logger = SlimLogger(level: .debug)
            logger.open(path: path)
            logger.debug("Test line one")
            logger.info("Test line", ["container": "0123", "ms": "2.1"])
            logger.warning("Test", ["empty": "", "words": "a b", "quote": "say \"no\"", "equal": "a=b", "slash": "a\\b", "both": "a\\ b"])
            logger.error("Test", ["lines": "a\nb\tc", "delete": "a\u{7f}", "text": "é€😀"])
            let lines = try contents(path).split(separator: "\n", omittingEmptySubsequences: false)
            let tails = try lines.dropLast().map { line in
                let match = try #require(line.wholeMatch(of: #/time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (.*)/#))
                return match.1.replacing("pid=\(getpid()) ", with: "")
            }
            #expect(
                tails == [
                    #"level=debug msg="Test line one""#,
                    #"level=info msg="Test line" container=0123 ms=2.1"#,
                    #"level=warning msg=Test empty="" words="a b" quote="say \"no\"" equal="a=b" slash=a\b both="a\\ b""#,
                    #"level=error msg=Test lines="a b c" delete="a"# + "\u{7f}\" text=é€😀",
                ])
            #expect(lines.last == "")
        }
    }

    @Test(
        arguments: [
            (.debug, "debug info warning error"), (.info, "info warning error"), (.warning, "warning error"), (.error, "error"),
        ] as [(LogLevel, String)])
    func leavesOutWhatIsBelowItsLevel(_ level: LogLevel, _ logged: String) throws {
        try withTemporaryFolder { folder in
            var logger = SlimLogger(level: level)
            logger.open(path: "\(folder)/log")
            logger.debug("Test")
            logger.info("Test")
            logger.warning("Test")
            logger.error("Test")
            let lines = try contents("\(folder)/log").split(separator: "\n")
            let levels = lines.compactMap { $0.firstMatch(of: #/level=(\w+)/#).map { String($0.1) } }
            #expect(levels.joined(separator: " ") == logged)
        }
    }

    @Test func appendsToAFileThatIsThere() throws {
        try withTemporaryFolder { folder in
            for _ in 0..<2 {
                var logger = SlimLogger(level: .error)
                logger.open(path: "\(folder)/log")
                logger.error("Test")
            }
            let lines = try contents("\(folder)/log").split(separator: "\n")
            #expect(lines.count == 2)
        }
    }

    @Test func goesOnWithoutAFileThatCannotBeWritten() throws {
        try withTemporaryFolder { folder in
            try write("", to: "\(folder)/file")
            var logger = SlimLogger(level: .error)
            logger.open(path: "\(folder)/file/log")
            logger.error("Test of a log that cannot be written")
            #expect(try entries(of: folder) == ["file"])
        }
    }

    @Test(arguments: [
        (0, 0, "1970-01-01T00:00:00.000Z"),
        (951_782_399, 999_999_999, "2000-02-28T23:59:59.999Z"),
        (951_782_400, 1_000_000, "2000-02-29T00:00:00.001Z"),
        (951_868_800, 0, "2000-03-01T00:00:00.000Z"),
        (1_709_164_800, 0, "2024-02-29T00:00:00.000Z"),
        (1_709_251_199, 999_000, "2024-02-29T23:59:59.000Z"),
        (1_740_787_200, 0, "2025-03-01T00:00:00.000Z"),
        (1_735_689_599, 10_000_000, "2024-12-31T23:59:59.010Z"),
        (4_107_542_400, 0, "2100-03-01T00:00:00.000Z"),
        (2_147_483_648, 0, "2038-01-19T03:14:08.000Z"),
    ])
    func datesItsLines(_ second: Int, _ nanosecond: Int, _ text: String) {
        #expect(SlimLogger.timestamp(second: second, nanosecond: nanosecond) == text)
    }

    /// gmtime_r(3) over 600 years.
    @Test func countsDaysAsTheSystemDoes() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<1000 {
            var second = Int.random(in: 0...18_934_214_400, using: &generator)
            var parts = tm()
            gmtime_r(&second, &parts)
            let fields = SlimLogger.timestamp(second: second, nanosecond: 0).split { !$0.isNumber }.compactMap { Int32($0) }
            #expect(fields == [1900 + parts.tm_year, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, 0])
        }
    }

    @Test func datesItsLinesWithTheTimeOfNow() throws {
        try withTemporaryFolder { folder in
            var logger = SlimLogger(level: .error)
            logger.open(path: "\(folder)/log")
            let before = time(nil)
            logger.error("Test")
            let after = time(nil)
            let allowed = (before...after).map { String(SlimLogger.timestamp(second: $0, nanosecond: 0).dropLast(5)) }
            let line = try contents("\(folder)/log")
            #expect(allowed.contains { line.hasPrefix("time=\($0).") })
        }
    }

    @Test(
        arguments: [
            ("debug", .debug), ("DEBUG", .debug), ("info", .info), ("warning", .warning), ("Warn", .warning), ("error", .error), ("fatal", .error),
            ("panic", .error), ("none", .error), (nil, .info), ("", .info), ("loud", .info),
        ] as [(String?, LogLevel)])
    func takesItsLevelFromTheConfiguration(_ text: String?, _ level: LogLevel) {
        #expect(LogLevel(configured: text) == level)
    }
}
