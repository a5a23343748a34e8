import Foundation
import Glibc
import TestSupport
import Testing

@testable import Commands

@Suite struct CallingThreadExecutorTests {
    private struct Refusal: Error, Equatable { let number: Int }

    /// The thread that runs this (pthread_self(3)).
    private func thread() -> UInt { UInt(pthread_self()) }

    /// On a thread of its own: those of the test's pool are not to be held up.
    private func onOwn<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer { try await onOwnThread(body) }

    @Test func everythingRunsOnTheCallingThread() async throws {
        let threads = try await onOwn {
            let own = thread()
            let seen = try CallingThreadExecutor.run { () async throws(Refusal) -> Set<UInt> in
                async let child = thread()
                let first = thread()
                await Task.yield()
                return await Set([first, child, thread()])
            }
            return (own, seen)
        }
        #expect(threads.1 == [threads.0])
    }

    @Test func otherThreadsMayResume() async throws {
        let (own, before, after) = try await onOwn {
            let own = thread()
            let (before, after) = try CallingThreadExecutor.run { () async throws(Refusal) -> (UInt, UInt) in
                var last: UInt = 0
                let before = thread()
                for _ in 0..<100 {
                    await withCheckedContinuation { continuation in Thread.detachNewThread { continuation.resume() } }
                    last = thread()
                }
                return (before, last)
            }
            return (own, before, after)
        }
        #expect(own == before && own == after)
    }

    @Test func errorsComeOut() async throws {
        let error = try await onOwn { () -> Refusal? in
            do throws(Refusal) {
                _ = try CallingThreadExecutor.run { () async throws(Refusal) -> Int in
                    await Task.yield()
                    throw Refusal(number: 7)
                }
                return nil
            } catch { return error }
        }
        #expect(error == Refusal(number: 7))
    }

    @Test func answersOfManyRunsStayApart() async throws {
        let sum = try await onOwn {
            try (1...200).reduce(0) { sum, number in
                sum
                    + (try CallingThreadExecutor.run { () async throws(Refusal) -> Int in
                        await Task.yield()
                        return number
                    })
            }
        }
        #expect(sum == 20_100)
    }
}
