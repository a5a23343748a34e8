import Foundation
import Glibc
import KeyValue
import Testing

@testable import EmbeddedStore

/// Waiting for other writers.
@Suite(.serialized) struct LockTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: [EmbeddedStore.Execution.inline, .ownThreads])
    func waitingEndsWithAnErrorThatNamesTheHolder(_ execution: EmbeddedStore.Execution) async throws {
        try await scratch.fill()
        let store = try scratch.open(execution: execution, lockWait: .milliseconds(300))
        let holder = try StressProcess("hold", scratch.directory, "60")
        try #require(await holder.line() == "held")
        let error = await refusal { () async throws(KeyValueError) in try await store.put("a", "2") }
        guard case .busy(let text)? = error else { Issue.record("\(String(describing: error))"); return }
        #expect(text.contains("waited 300") && text.contains("\(scratch.directory)/store.lock"))
        #expect(text.contains("held by process \(holder.identifier) (embedded-store-"), "\(text)")
        #expect(try await store.text("a") == "1", "reading goes on")

        // The place in the line that was given up does not keep the lock when its turn comes.
        holder.kill(SIGKILL)
        let other = try StressProcess("put", scratch.directory, "b", "5000")
        #expect(await other.line() == "revision 3")
        #expect(try await store.put("a", "2") == 4)
        await store.close()
    }

    @Test func aWriterThatWaitsWritesWhenTheHolderIsGone() async throws {
        try await scratch.fill()
        let store = try scratch.open(execution: .ownThreads, lockWait: nil)
        let holder = try StressProcess("hold", scratch.directory, "60")
        try #require(await holder.line() == "held")
        let writing = Task { try await store.put("a", "2") }
        let waiter = try StressProcess("put", scratch.directory, "b", "30000")
        holder.kill(SIGKILL)
        let other = try #require(await waiter.line())
        #expect(try await Set([other, "revision \(writing.value)"]) == ["revision 3", "revision 4"])
        await store.close()
    }

    @Test func theLineIsServedInTurn() async throws {
        // A writer that comes back at once must not pass those who wait.
        try await scratch.fill()
        let processes = try (0..<4).map { try StressProcess("append", scratch.directory, "\($0)", "3") }
        for process in processes {
            let lines = await process.lines()
            let longest = try #require(lines.last?.split(separator: " ").last.flatMap { Int($0) })
            #expect(lines.count > 10 && longest < 1000, "\(lines.count) commits, one of \(longest) ms")
        }
    }

    @Test func readersOnOwnThreadsDoNotWaitForAWriterThatWaits() async throws {
        try await scratch.fill()
        let store = try scratch.open(execution: .ownThreads, lockWait: .seconds(60))
        let holder = try StressProcess("hold", scratch.directory, "60")
        try #require(await holder.line() == "held")
        let writing = Task { try await store.put("a", "2") }
        for _ in 0..<100 { #expect(try await store.text("a") == "1") }
        holder.kill(SIGKILL)
        #expect(try await writing.value == 3)
        await store.close()
    }

    @Test func closingEndsAWait() async throws {
        try await scratch.fill()
        let store = try scratch.open(execution: .ownThreads, lockWait: nil)
        let holder = try StressProcess("hold", scratch.directory, "60")
        try #require(await holder.line() == "held")
        let writing = (0..<3).map { number in
            Task { await refusal { () async throws(KeyValueError) in try await store.put("a", "\(number)") } }
        }
        _ = try await store.get("a")
        await store.close()
        for task in writing { #expect(await task.value == .closed) }
        #expect(scratch.refusal(creating: false) == nil, "the files are closed")
        holder.kill(SIGKILL)
    }

    @Test(.enabled(if: isRoot, "needs root for a PID namespace"))
    func anotherPIDNamespaceIsRefusedWhileTheStoreIsOpen() async throws {
        try await scratch.fill()
        let store = try scratch.open()
        let other = ["/usr/bin/unshare", "--pid", "--fork", "--kill-child"]
        let refused = try StressProcess("put", scratch.directory, "b", "1000", through: other)
        #expect(await refused.line()?.contains("is in use in another PID namespace") == true)
        #expect(await refused.wait() == 1)
        try await store.put("a", "2")
        await store.close()
        // Nobody has it open: any namespace will do, and back again.
        #expect(try await StressProcess("put", scratch.directory, "b", "1000", through: other).line() == "revision 4")
        #expect(try await StressProcess("put", scratch.directory, "b", "1000").line() == "revision 5")
    }
}
