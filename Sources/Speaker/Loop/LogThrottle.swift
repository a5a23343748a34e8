internal import NIOCore

/// Lets one line of a kind through in ten seconds: others decide how often it is reason for one.
struct LogThrottle {
    private static let interval = TimeAmount.seconds(10)
    private var opensAt: NIODeadline?
    private var left = 0

    /// - Returns: How many were left out since the last line; nil when this one is left out.
    mutating func note(_ now: NIODeadline) -> Int? {
        if let opensAt, now < opensAt {
            left += 1
            return nil
        }
        opensAt = now + Self.interval
        defer { left = 0 }
        return left
    }
}
