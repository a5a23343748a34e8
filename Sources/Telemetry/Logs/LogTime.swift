internal import Glibc

/// Points in time as text.
enum LogTime {
    /// Now: "2026-11-27T09:00:00.123Z" (RFC 3339, UTC, milliseconds).
    static func now() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return text(second: Int(time.tv_sec), nanosecond: Int(time.tv_nsec))
    }

    /// - Parameters:
    ///   - second: Since 1970.
    ///   - nanosecond: Of that second.
    static func text(second: Int, nanosecond: Int) -> String {
        var seconds = time_t(second)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = "\(padded(Int(parts.tm_year) + 1900, 4))-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
        let time = "\(padded(Int(parts.tm_hour), 2)):\(padded(Int(parts.tm_min), 2)):\(padded(Int(parts.tm_sec), 2))"
        return "\(date)T\(time).\(padded(nanosecond / 1_000_000, 3))Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
