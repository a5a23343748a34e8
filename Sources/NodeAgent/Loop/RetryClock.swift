/// How long to wait before the next try: 1 s, doubling up to 30 s; one try is due at a time.
struct RetryClock: Sendable {
    private var delay = 0
    private(set) var isDue = false

    /// - Returns: Seconds to wait; nil when a try is due already.
    mutating func fail() -> Int? {
        guard !isDue else { return nil }
        isDue = true
        delay = min(max(delay * 2, 1), 30)
        return delay
    }

    mutating func begin() { isDue = false }

    mutating func succeed() { delay = 0 }
}
