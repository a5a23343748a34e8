internal import Foundation

/// Runs `body` on a thread of its own that ends with it: setns(2) and unshare(2) change one thread for good.
public func onOwnThread<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}
