/// A number as go-yaml v2 reads it: 10, -1_000, 0x1f, 0o17, 017 (octal), 0b11, 1.5, .5, 1e3. Underscores may stand between digits.
enum PlainNumber {
    case integer(Int64)
    case real(Double)

    var meaning: PlainScalar {
        switch self {
        case .integer(let value): .integer(value)
        case .real(let value): .real(value)
        }
    }

    /// Nil for text that is no number, and for numbers too large for a Double.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.count <= 400, text.allSatisfy(Self.isNumeric) else { return nil }
        guard text.contains(UInt8(ascii: "_")) else {
            self.init(digits: text)
            return
        }
        let plain = text.filter { $0 != UInt8(ascii: "_") }
        // Behind a point that comes first go-yaml is strict: ".1_0" is a number, "._5" and ".7_" are text.
        guard text.first != UInt8(ascii: ".") || Self.separatesDigitsOnly(text) else { return nil }
        guard let number = plain.withUnsafeBufferPointer({ PlainNumber(digits: $0) }) else { return nil }
        self = number
    }

    private init?(digits text: UnsafeBufferPointer<UInt8>) {
        if let value = Self.integer(text) {
            self = value
        } else if Self.isDecimal(text), let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite {
            self = .real(value)
        } else {
            return nil
        }
    }

    private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> PlainNumber? {
        let signed = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
        let negative = text.first == UInt8(ascii: "-")
        let unsigned = UnsafeBufferPointer(rebasing: text[(signed ? 1 : 0)...])
        guard let first = unsigned.first, isDigit(first) else { return nil }
        var radix: UInt64 = 10
        var digits = unsigned
        if first == UInt8(ascii: "0"), unsigned.count > 1 {
            if let prefixed = prefixes[unsigned[1]] {
                radix = prefixed
                digits = UnsafeBufferPointer(rebasing: unsigned[2...])
            } else if !unsigned.contains(where: { $0 > UInt8(ascii: "7") }) {
                // "08" and "0190" are no octal numbers: they are read as decimal ones.
                radix = 8
            }
        }
        guard let magnitude = magnitude(digits, radix: radix) else { return nil }
        if negative { return magnitude <= 1 << 63 ? .integer(Int64(truncatingIfNeeded: 0 &- magnitude)) : nil }
        if let value = Int64(exactly: magnitude) { return .integer(value) }
        return signed ? nil : .real(Double(magnitude))
    }

    private static let prefixes: [UInt8: UInt64] = [
        UInt8(ascii: "x"): 16, UInt8(ascii: "X"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "O"): 8, UInt8(ascii: "b"): 2, UInt8(ascii: "B"): 2,
    ]

    private static func magnitude(_ digits: UnsafeBufferPointer<UInt8>, radix: UInt64) -> UInt64? {
        guard !digits.isEmpty else { return nil }
        var sum: UInt64 = 0
        for octet in digits {
            guard let digit = digit(octet), digit < radix else { return nil }
            let (product, overflows) = sum.multipliedReportingOverflow(by: radix)
            let (next, exceeds) = product.addingReportingOverflow(digit)
            guard !overflows, !exceeds else { return nil }
            sum = next
        }
        return sum
    }

    private static func digit(_ octet: UInt8) -> UInt64? {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(octet & 0x0f)
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(octet & 0x0f) + 9
        default: nil
        }
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
    private static func isDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = text[...]
        func skipSign() { if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() } }
        func skipDigits() -> Int {
            let count = rest.count
            rest = rest.drop(while: isDigit)
            return count - rest.count
        }
        skipSign()
        let before = skipDigits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard skipDigits() + before > 0 else { return false }
        } else if before == 0 {
            return false
        }
        guard let mark = rest.first else { return true }
        guard mark | 0x20 == UInt8(ascii: "e") else { return false }
        rest = rest.dropFirst()
        skipSign()
        return skipDigits() > 0 && rest.isEmpty
    }

    private static func isDigit(_ octet: UInt8) -> Bool { octet >= UInt8(ascii: "0") && octet <= UInt8(ascii: "9") }

    private static func separatesDigitsOnly(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.indices.allSatisfy { index in
            text[index] != UInt8(ascii: "_") || index > 0 && index + 1 < text.count && isDigit(text[index - 1]) && isDigit(text[index + 1])
        }
    }

    /// Octets that numbers are made of.
    private static func isNumeric(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "_"),
            UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "o"), UInt8(ascii: "O"):
            true
        default: false
        }
    }
}
