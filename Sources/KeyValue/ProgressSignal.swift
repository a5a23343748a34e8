internal import Synchronization

/// A number that only grows, and those who wait for it to pass theirs: how watches sleep.
///
/// Waits end by progress, by ``end()``, by ``leave(_:)`` and by cancellation of the waiting task; the waiter looks for itself which it was.
public final class ProgressSignal: Sendable {
    /// A place among those who wait.
    public struct Member: Hashable, Sendable {
        fileprivate let number: UInt64
    }

    private typealias Sleeper = (beyond: Int64, continuation: UnsafeContinuation<Void, Never>)

    private struct State {
        var newest: Int64
        var hasEnded = false
        var members: [Member: [Sleeper]] = [:]
        var nextNumber: UInt64 = 0

        mutating func takeSleepers(where isWoken: (Sleeper) -> Bool) -> [Sleeper] {
            var woken: [Sleeper] = []
            for (member, sleepers) in members where !sleepers.isEmpty {
                members[member] = sleepers.filter { !isWoken($0) }
                woken += sleepers.filter(isWoken)
            }
            return woken
        }
    }

    private let state: Mutex<State>

    public init(at newest: Int64) { state = Mutex(State(newest: newest)) }

    /// The newest number.
    public var newest: Int64 { state.withLock { $0.newest } }

    /// Takes a new number, unless it is no progress, and wakes those who waited for it.
    public func advance(to number: Int64) {
        let woken = state.withLock { state in
            state.newest = max(state.newest, number)
            return state.takeSleepers { [newest = state.newest] in $0.beyond < newest }
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Wakes everybody; from now on nobody sleeps.
    public func end() {
        let woken = state.withLock { state in
            state.hasEnded = true
            return state.takeSleepers { _ in true }
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    public func join() -> Member {
        state.withLock { state in
            state.nextNumber += 1
            let member = Member(number: state.nextNumber)
            state.members[member] = []
            return member
        }
    }

    /// Gives the place up: wakes whoever waits there.
    public func leave(_ member: Member) {
        let woken = state.withLock { $0.members.removeValue(forKey: member) } ?? []
        for sleeper in woken { sleeper.continuation.resume() }
    }

    public func isMember(_ member: Member) -> Bool { state.withLock { $0.members[member] != nil } }

    /// How many places are taken.
    public var memberCount: Int { state.withLock { $0.members.count } }

    /// Sleeps while the newest number is not greater than `number`.
    public func wait(beyond number: Int64, as member: Member) async {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let sleeps = state.withLock { state in
                    // The flag is set before the handler runs: either it is seen here, or the handler finds the sleeper.
                    guard state.newest <= number, !state.hasEnded, state.members[member] != nil, !Task.isCancelled else { return false }
                    state.members[member]?.append((number, continuation))
                    return true
                }
                if !sleeps { continuation.resume() }
            }
        } onCancel: {
            let woken = state.withLock { $0.members.updateValue([], forExisting: member) } ?? []
            for sleeper in woken { sleeper.continuation.resume() }
        }
    }
}

extension Dictionary {
    /// Replaces a value that is there, and answers with it.
    fileprivate mutating func updateValue(_ value: Value, forExisting key: Key) -> Value? {
        guard let index = index(forKey: key) else { return nil }
        let old = values[index]
        values[index] = value
        return old
    }
}
