/// A delay that doubles with each failure in a row.
struct Backoff: Sendable {
    /// After the first failure, and before any.
    let first: Duration
    let maximum: Duration
    private(set) var failures = 0

    init(first: Duration, maximum: Duration) {
        self.first = first
        self.maximum = maximum
    }

    var delay: Duration {
        var delay = first
        var doublings = failures - 1
        while doublings > 0, delay > .zero, delay < maximum {
            delay += delay
            doublings -= 1
        }
        return min(delay, maximum)
    }

    mutating func fail() { failures = min(failures + 1, 64) }

    mutating func reset() { failures = 0 }
}
