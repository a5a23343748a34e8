import Foundation
import KeyValue
import Testing

@testable import EmbeddedStore

/// Many processes on one store, some of them killed.
@Suite(.serialized) struct ProcessTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func eightWriteAndEightWatch() async throws {
        try await follow(seconds: 3)
    }

    /// CALICO_STRESS_SECONDS makes it as long as one wants.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["CALICO_STRESS_SECONDS"] != nil, "long; set CALICO_STRESS_SECONDS to its seconds"))
    func eightWriteAndEightWatchForLong() async throws {
        try await follow(seconds: Double(ProcessInfo.processInfo.environment["CALICO_STRESS_SECONDS"] ?? "") ?? 60)
    }

    private func follow(seconds: Double) async throws {
        let store = try scratch.open(execution: .ownThreads, lockWait: .seconds(60))
        let watchers = try (0..<8).map { _ in try StressProcess("watch", scratch.directory, "1", "end") }
        for watcher in watchers { try #require(await watcher.line() == "watching") }
        let writers = try (0..<8).map { try StressProcess("churn", scratch.directory, "\($0)", "\(seconds)") }
        var commits = 0
        for writer in writers {
            let line = try #require(await writer.line())
            commits += try #require(Int(line.dropFirst("commits ".count)), "\(line)")
            #expect(await writer.wait() == 0)
        }
        let end = try await store.put("end", "")
        #expect(commits > 100)
        let found = try await store.range(.all)
        let want = "revision \(end) keys \(found.entries.count) digest \(digestOf(found.entries))"
        for watcher in watchers {
            #expect(await watcher.line() == want)
            #expect(await watcher.wait() == 0)
        }
        print("\(commits) transactions of 8 writers in \(seconds) s, revision \(end), seen by 8 watchers")
        await store.close()
    }

    @Test func noAnsweredWriteIsLostToAKill() async throws {
        let store = try scratch.open(execution: .ownThreads, lockWait: .seconds(60))
        // The history may be cut while the watchers are behind; here it must not be.
        let watchers = try (0..<2).map { _ in try StressProcess("watch", scratch.directory, "1", "end") }
        for watcher in watchers { try #require(await watcher.line() == "watching") }
        let survivors = try (0..<2).map { try StressProcess("append", scratch.directory, "survivor\($0)", "4") }
        var answers: [String: [String]] = [:]
        var random = SystemRandomNumberGenerator()
        let end = ContinuousClock.now + .seconds(4)
        var round = 0
        while ContinuousClock.now < end {
            let names = (0..<3).map { "victim\(round)x\($0)" }
            let victims = try names.map { try StressProcess("append", scratch.directory, $0, "60") }
            try await Task.sleep(for: .microseconds(Int.random(in: 15_000...120_000, using: &random)))
            for (name, victim) in zip(names, victims) {
                victim.kill(SIGKILL)
                answers[name] = await victim.lines()
            }
            round += 1
        }
        for (number, survivor) in survivors.enumerated() {
            answers["survivor\(number)"] = await survivor.lines()
            #expect(await survivor.wait() == 0)
        }
        let last = try await store.put("end", "")

        let entries = Dictionary(uniqueKeysWithValues: try await store.range(.prefix("append/")).entries.map { ($0.key, $0) })
        var count = 0
        for (name, lines) in answers {
            for line in lines {
                let parts = line.split(separator: " ")
                // A line that was cut off by the kill is no answer.
                guard parts.count == 2, let number = Int(parts[0]), let revision = Int64(parts[1]) else { continue }
                let pair = ["a", "b"].map { entries[Key("append/\(name)/\(number)/\($0)")] }
                #expect(pair[0]?.modRevision == revision && pair[1]?.modRevision == revision, "\(name) \(line)")
                count += 1
            }
        }
        for (key, entry) in entries {
            let other = Key(key.text.dropLast() + (key.text.hasSuffix("a") ? "b" : "a"))
            #expect(entries[other]?.modRevision == entry.modRevision && entries[other]?.value == entry.value, "half of \(key)")
        }
        #expect(count > 100 && answers["survivor0"]?.isEmpty == false)
        // Every revision is there, answered or not, and the watchers saw each.
        #expect(last == Int64(2 + entries.count / 2))
        let found = try await store.range(.all)
        for watcher in watchers {
            #expect(await watcher.line() == "revision \(last) keys \(found.entries.count) digest \(digestOf(found.entries))")
        }
        print("\(round * 3) processes killed, \(count) answered writes found")
        await store.close()
    }

    @Test func watchersThatAreKilledHoldNobodyUp() async throws {
        let store = try scratch.open(execution: .ownThreads, lockWait: .seconds(60))
        let writers = try (0..<2).map { try StressProcess("churn", scratch.directory, "\($0)", "3") }
        for _ in 0..<8 {
            let victims = try (0..<8).map { _ in try StressProcess("watch", scratch.directory, "1", "end") }
            for victim in victims.prefix(4) { _ = await victim.line() }
            for victim in victims { victim.kill(SIGKILL) }
            #expect(try await store.put("alive", "1") > 1)
            _ = try await store.range(.all)
        }
        for writer in writers { #expect(await writer.wait() == 0) }
        await store.close()
    }

    @Test func aWatcherFarBehindIsTold() async throws {
        var limits = EmbeddedStoreLimits()
        limits.history = HistoryLimits(events: 50)
        let store = try scratch.open(limits: limits)
        let slow = try StressProcess("watch", scratch.directory, "1", "end")
        try #require(await slow.line() == "watching")
        slow.signal(SIGSTOP)
        _ = try await store.batch((0..<200).map { .put(Key("k\($0)"), []) })
        slow.signal(SIGCONT)
        // It may have been stopped before it asked for the first time, or between two batches.
        #expect(await slow.line()?.hasPrefix("the history that is kept begins after revision 151") == true)
        #expect(await slow.wait() == 1)
        await store.close()
    }
}
