internal import Model

/// Times as upstream's variables have them: a number of seconds ("90", "0.5") or Go's form ("1m30s", "500ms").
enum SecondsText {
    static func value(of text: String) -> Duration? {
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
        guard let time = GoDuration(isNumber ? "\(text)s" : text), time.nanoseconds >= 0 else { return nil }
        return time.duration
    }

    static func text(of time: Duration) -> String {
        let (seconds, attoseconds) = time.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return GoDuration(nanoseconds: overflow ? .max : whole + attoseconds / 1_000_000_000).description
    }
}
