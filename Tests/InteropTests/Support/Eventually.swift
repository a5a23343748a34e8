/// Looks again in short steps until `look` finds what `isRight` wants.
/// - Throws: ``NotInTime`` with the last value seen, or the last error, when that has not come within `deadline`.
@discardableResult
func eventually<Value: Sendable>(
    _ what: String, within deadline: Duration = .seconds(8), isolation: isolated (any Actor)? = #isolation, _ look: () async throws -> Value,
    until isRight: (Value) -> Bool
) async throws -> Value {
    let clock = ContinuousClock()
    let end = clock.now + deadline
    var step = Duration.milliseconds(10)
    while true {
        var last: String
        do {
            let value = try await look()
            if isRight(value) { return value }
            last = "\(value)"
        } catch { last = "\(error)" }
        guard clock.now < end else { throw NotInTime(what: what, deadline: deadline, last: last) }
        try await clock.sleep(for: step)
        step = min(step * 2, .milliseconds(100))
    }
}

/// The same for a condition.
func eventually(
    _ what: String, within deadline: Duration = .seconds(8), isolation: isolated (any Actor)? = #isolation, _ condition: () async throws -> Bool
) async throws {
    try await eventually(what, within: deadline, condition, until: { $0 })
}

/// What did not come about.
struct NotInTime: Error, CustomStringConvertible {
    let what: String
    let deadline: Duration
    let last: String

    var description: String { "not within \(deadline): \(what); last seen: \(last)" }
}
