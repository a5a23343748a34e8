import Glibc
import Slim
import Testing

@Suite struct StopwatchTests {
    @Test func namesItsStepsWithTheirMilliseconds() throws {
        var stopwatch = Stopwatch()
        #expect(stopwatch.summary == "")
        usleep(30_000)
        stopwatch.mark("store")
        stopwatch.mark("link")
        let match = try #require(stopwatch.summary.wholeMatch(of: #/store=(\d+\.\d\d) link=(\d+\.\d\d)/#))
        let store = try #require(Double(match.1))
        let link = try #require(Double(match.2))
        #expect(store >= 30)
        let total = try #require(Double(stopwatch.total))
        #expect(total + 0.02 >= store + link)
    }
}
