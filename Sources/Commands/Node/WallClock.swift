internal import Glibc

/// Points in time and spans as people read them.
struct WallClock: Sendable {
    /// Seconds since 1970.
    let now: Int64

    static func current() -> WallClock { WallClock(now: Int64(time(nil))) }

    /// When something that has lasted so many seconds began, in the local time zone: "14:03:59", or the date when that is over a day ago.
    func since(_ seconds: Int64) -> String { seconds < 86_400 ? format("%H:%M:%S", now - seconds) : format("%Y-%m-%d", now - seconds) }

    /// "2026-11-27 09:00:00", local time.
    func moment(_ second: Int64) -> String { format("%Y-%m-%d %H:%M:%S", second) }

    private func format(_ pattern: String, _ second: Int64) -> String {
        var second = time_t(second)
        var parts = tm()
        var text = [CChar](repeating: 0, count: 64)
        guard localtime_r(&second, &parts) != nil else { return "-" }
        let count = strftime(&text, text.count, pattern, &parts)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The two largest units: "12s", "5m3s", "4h12m", "9d2h".
    static func span(_ seconds: Int64) -> String {
        let units: [(String, Int64)] = [("d", 86400), ("h", 3600), ("m", 60), ("s", 1)]
        guard let first = units.firstIndex(where: { seconds >= $0.1 }) else { return "0s" }
        let text = "\(seconds / units[first].1)\(units[first].0)"
        guard first + 1 < units.count else { return text }
        let rest = seconds % units[first].1 / units[first + 1].1
        return rest > 0 ? "\(text)\(rest)\(units[first + 1].0)" : text
    }
}
