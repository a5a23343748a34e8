import JSON
import TestSupport

extension SeededGenerator {
    /// Text that means something in YAML, alone or in the middle of other text. U+FEFF is not among it: Yams drops it from the begin of a string.
    private static let pieces = [
        "", " ", "  ", ": ", " #", "- ", "-", "? ", "?", "&", "*", "!", "%", "@", "`", "'", "\"", "\\", "{", "}", "[", "]", ",", "|", ">", "=", "<<",
        "#", ":", "~",
        "---", "...", "null", "Null", "true", "Yes", "no", "off", "y", "N", "0o17", "017", "1e3", "1_000", "_1", ".5", ".inf", "-.INF", ".nan",
        "0x1f", "1:20", "9000:9999",
        "66:11:22:33:44:55", "2001-01-01", "2001-01-01T10:20:30Z", "10.0.0.0/8", "\n", "\n\n", "\t", "\r", "\r\n", "a", "word", "é", "日本", "😀",
        "\u{1}", "\u{1b}",
        "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}", "\u{2029}", "\u{fffd}", "\u{ffff}", "\u{10ffff}", "app == 'web' && !has(skip)",
    ]

    mutating func nastyText() -> String {
        (0..<Int.random(in: 0...4, using: &self)).map { _ in Self.pieces.randomElement(using: &self) ?? "" }.joined()
    }

    /// A value of any kind; members of one object have different names.
    mutating func nastyValue(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &self) {
        case 0: return [.null, .bool(true), .bool(false)].randomElement(using: &self) ?? .null
        case 1: return .integer(Int64(truncatingIfNeeded: next()) >> Int64.random(in: 0...63, using: &self))
        case 2:
            let number = Double(bitPattern: next())
            return .real(number.isFinite ? number : 10.1)
        case 3...5: return .string(nastyText())
        case 6: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in nastyValue(depth: depth - 1) })
        default: return .object(JSONObject((0..<Int.random(in: 0...4, using: &self)).map { _ in (nastyText(), nastyValue(depth: depth - 1)) }))
        }
    }
}
