public import JSON

/// A span of time as Go writes it: "1m30s", "50ms", "2h0m0s".
public struct GoDuration: Hashable, Sendable, Comparable, FieldValue {
    public let nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    public static func seconds(_ seconds: Int32) -> Self { Self(nanoseconds: Int64(seconds) * 1_000_000_000) }

    public var duration: Duration { .nanoseconds(nanoseconds) }

    public static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self.init(text)
    }

    /// Parts of number and unit (h, m, s, ms, us, µs, ns) in any order, after an optional sign; or "0".
    public init?(_ text: String) {
        var rest = text[...]
        var isNegative = false
        if let first = rest.first, first == "-" || first == "+" {
            isNegative = first == "-"
            rest.removeFirst()
        }
        if rest == "0" {
            nanoseconds = 0
            return
        }
        guard !rest.isEmpty, rest.utf8.count < 64 else { return nil }
        var total: UInt64 = 0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
            rest = rest.dropFirst(unit.count)
            guard let scale = Self.scales[String(unit)], let part = Self.scaled(number, by: scale) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow, sum <= Int64.min.magnitude else { return nil }
            total = sum
        }
        guard isNegative || total < Int64.min.magnitude else { return nil }
        nanoseconds = isNegative ? Int64(truncatingIfNeeded: 0 &- total) : Int64(truncatingIfNeeded: total)
    }

    public var json: JSONValue { .string(description) }

    private static let scales: [String: UInt64] = [
        "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000, "h": 3_600_000_000_000,
    ]

    /// The nanoseconds in a number of units; the part behind the point is rounded as Go rounds it, so that both store the same.
    private static func scaled(_ text: Substring, by scale: UInt64) -> UInt64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }), let whole = parts[0].isEmpty ? 0 : UInt64(parts[0]) else { return nil }
        let (product, overflow) = whole.multipliedReportingOverflow(by: scale)
        guard !overflow else { return nil }
        var (fraction, unit) = (UInt64(0), Double(1))
        for digit in parts.count == 2 ? parts[1].utf8 : "".utf8[...] {
            let (tenfold, isTooLong) = fraction.multipliedReportingOverflow(by: 10)
            guard !isTooLong, tenfold <= Int64.min.magnitude - 9 else { break }
            fraction = tenfold + UInt64(digit - UInt8(ascii: "0"))
            unit *= 10
        }
        let (sum, tooLarge) = product.addingReportingOverflow(UInt64(Double(fraction) * (Double(scale) / unit)))
        return tooLarge ? nil : sum
    }
}

extension GoDuration: CustomStringConvertible {
    /// As Go's Duration.String: the largest unit first, no leading zero units, a fraction only where it is needed.
    public var description: String {
        guard nanoseconds != 0 else { return "0s" }
        let sign = nanoseconds < 0 ? "-" : ""
        let size = nanoseconds.magnitude
        for (unit, scale) in [("ns", 1), ("µs", 1000), ("ms", 1_000_000)] as [(String, UInt64)] where size < scale * 1000 {
            return "\(sign)\(Self.decimal(size, scale))\(unit)"
        }
        let seconds = size / 1_000_000_000
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let rest = Self.decimal(size % 60_000_000_000, 1_000_000_000)
        if hours > 0 { return "\(sign)\(hours)h\(minutes)m\(rest)s" }
        return minutes > 0 ? "\(sign)\(minutes)m\(rest)s" : "\(sign)\(rest)s"
    }

    private static func decimal(_ value: UInt64, _ scale: UInt64) -> String {
        var fraction = value % scale
        guard fraction > 0 else { return String(value / scale) }
        var width = String(scale).utf8.count - 1
        while fraction % 10 == 0 {
            fraction /= 10
            width -= 1
        }
        let digits = String(fraction)
        return "\(value / scale)." + String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
