/// Counts what somebody undid and the daemon mended.
struct RepairCounter: Sendable {
    private(set) var repaired = 0
    private(set) var overruns = 0
    /// Repairs since the last that was logged.
    private var silent = 0
    private var begin: ContinuousClock.Instant?
    private var logged = 0

    /// - Returns: How many others were not logged before this one; nil when it is not to be logged, as 20 were within 10 s.
    mutating func note(_ now: ContinuousClock.Instant) -> Int? {
        repaired += 1
        if begin.map({ now - $0 >= .seconds(10) }) ?? true { (begin, logged) = (now, 0) }
        guard logged < 20 else {
            silent += 1
            return nil
        }
        logged += 1
        defer { silent = 0 }
        return silent
    }

    mutating func noteOverrun() { overruns += 1 }
}
