/// How long something has been, for people.
enum Age {
    /// Whole seconds from `start` to `now`, both in nanoseconds since boot.
    static func seconds(from start: UInt64, to now: UInt64) -> UInt64 { (now - min(now, start)) / 1_000_000_000 }

    /// The two largest units: "12s", "5m3s", "4h12m", "9d2h".
    static func text(_ seconds: UInt64) -> String {
        let units: [(String, UInt64)] = [("d", 86400), ("h", 3600), ("m", 60), ("s", 1)]
        guard let first = units.firstIndex(where: { seconds >= $0.1 }) else { return "0s" }
        var text = "\(seconds / units[first].1)\(units[first].0)"
        if first + 1 < units.count {
            let rest = seconds % units[first].1 / units[first + 1].1
            if rest > 0 { text += "\(rest)\(units[first + 1].0)" }
        }
        return text
    }
}
