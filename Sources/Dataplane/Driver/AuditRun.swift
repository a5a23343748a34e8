internal import Addresses
internal import CLinux

/// How far an audit is, and when the next is due.
struct AuditRun {
    var isRunning = false
    /// Events were lost: everything is to be read as soon as may be.
    var isOverdue = false
    /// Families that are still to be read; the first is being read when `isReading`.
    var families: ArraySlice<IPAddress.Family> = []
    var isReading = false
    /// No change interrupted it.
    var isWhole = true
    /// Boot time in nanoseconds; nil: none is due.
    private var due: UInt64?
    private var lastEnd: UInt64 = 0

    init() {}
    init(families: [IPAddress.Family]) {
        self.families = families[...]
        isRunning = true
    }

    /// Between two audits that nobody planned.
    private static var shortest: UInt64 { 1_000_000_000 }

    mutating func schedule(after interval: Duration) {
        isRunning = false
        lastEnd = clinux_boottime_nanoseconds()
        let (seconds, attoseconds) = interval.components
        let nanoseconds = UInt64(max(0, seconds)) * 1_000_000_000 + UInt64(max(0, attoseconds)) / 1_000_000_000
        due = nanoseconds == 0 ? nil : lastEnd + nanoseconds
    }

    var isDue: Bool { isOverdue || due.map { $0 <= clinux_boottime_nanoseconds() } ?? false }
    var mayBeExtra: Bool { clinux_boottime_nanoseconds() >= lastEnd + Self.shortest }

    /// For poll(2): -1 is for ever.
    var millisecondsLeft: Int32 { isOverdue ? 0 : due.map(Self.milliseconds) ?? -1 }
    var millisecondsUntilExtra: Int32 {
        let extra = Self.milliseconds(until: lastEnd + Self.shortest)
        return millisecondsLeft < 0 ? extra : min(extra, millisecondsLeft)
    }

    private static func milliseconds(until time: UInt64) -> Int32 {
        let now = clinux_boottime_nanoseconds()
        return time <= now ? 0 : Int32(clamping: (time - now) / 1_000_000 + 1)
    }
}
