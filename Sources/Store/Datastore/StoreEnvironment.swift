internal import Glibc

/// What the store takes from the world around it.
public struct StoreEnvironment: Sendable {
    /// Seconds since 1970.
    public let now: @Sendable () -> Int64
    /// A new random UUID (RFC 9562 §5.4), lower case.
    public let uuid: @Sendable () -> String

    public init(now: @escaping @Sendable () -> Int64, uuid: @escaping @Sendable () -> String) {
        self.now = now
        self.uuid = uuid
    }

    /// The machine's clock and its random numbers.
    public static let system = StoreEnvironment(now: { Int64(time(nil)) }, uuid: { randomUUID() })

    private static func randomUUID() -> String {
        // Version 4 in bits 12 to 15 of the third group, variant 10 in the top bits of the fourth.
        let high = UInt64.random(in: .min ... .max) & ~0xf000 | 0x4000
        let low = UInt64.random(in: .min ... .max) & ~(3 << 62) | 2 << 62
        let digits = hexadecimal(high) + hexadecimal(low)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The time as metadata has it: "2026-08-22T10:00:00Z".
    var timestamp: String {
        var seconds = time_t(now())
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "1970-01-01T00:00:00Z" }
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : String(number) }
        return
            "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }
}
