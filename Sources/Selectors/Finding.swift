/// What stands in a selector where something else was expected.
enum Finding: Equatable {
    case end
    case word(String)
    case value(String)
    case openQuote(Character)
    /// Of the language: `==`, `&&`, `(`, or half of one.
    case symbol(String)
    case typographicQuote(Character)
    /// White space other than space and tab.
    case blank(UInt32)
    case lineBreak
    case control(UInt32)
    case character(Character)

    /// At the position of `scanner`.
    init(at scanner: SelectorScanner) {
        var scanner = scanner
        guard let octet = scanner.current else {
            self = .end
            return
        }
        let word = scanner.skipWord()
        guard word.isEmpty else {
            self = .word(String(decoding: word, as: UTF8.self))
            return
        }
        if let value = scanner.skipValue() {
            self = .value(String(decoding: value, as: UTF8.self))
            return
        }
        let doubled = ["==", "!=", "&&", "||"].first { scanner.octets[scanner.position...].starts(with: $0.utf8) }
        if let doubled {
            self = .symbol(doubled)
            return
        }
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): self = .openQuote(Character(UnicodeScalar(octet)))
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): self = .lineBreak
        case 0..<0x20, 0x7f: self = .control(UInt32(octet))
        case 0x20..<0x7f: self = .symbol(String(UnicodeScalar(octet)))
        default: self = Self.beyondASCII(scanner)
        }
    }

    private static func beyondASCII(_ scanner: SelectorScanner) -> Finding {
        // A character of 40 octets is none that anybody typed.
        let text = String(decoding: scanner.octets[scanner.position...].prefix(40), as: UTF8.self)
        guard let character = text.first, let scalar = text.unicodeScalars.first else { return .end }
        switch scalar.value {
        case 0x2018...0x201f, 0x2032...0x2036, 0x00ab, 0x00bb, 0x00b4, 0xff02, 0xff07: return .typographicQuote(Character(scalar))
        case 0x0085, 0x2028, 0x2029: return .lineBreak
        case 0x00a0, 0x1680, 0x2000...0x200d, 0x202f, 0x205f, 0x2060, 0x3000, 0xfeff: return .blank(scalar.value)
        default: return isInvisible(scalar) ? .control(scalar.value) : .character(character)
        }
    }

    /// In words, on one line.
    var words: String {
        switch self {
        case .end: "the end of the selector"
        case .word(let word): "the word \(Self.shortened(word))"
        case .value(let value): "the value \(Self.quoted(Self.shortened(value)))"
        case .openQuote(let quote): "a quote (\(quote)) that is not closed"
        case .symbol("="): "a single \"=\""
        case .symbol("&"): "a single \"&\""
        case .symbol("|"): "a single \"|\""
        case .symbol(let symbol): "\"\(symbol)\""
        case .typographicQuote(let quote): "the typographic quote \(quote)"
        case .blank(let scalar): "white space other than space and tab (\(Self.codePoint(scalar)))"
        case .lineBreak: "a line break"
        case .control(let scalar): "the control character \(Self.codePoint(scalar))"
        case .character(let character): "the character \(character)"
        }
    }

    /// `value` in quotes it does not contain.
    static func quoted(_ value: String) -> String { value.utf8.contains(UInt8(ascii: "'")) ? "\"\(value)\"" : "'\(value)'" }

    /// The first 40 characters, without any that would break the line or change how the rest looks.
    static func shortened(_ text: String) -> String {
        let beginning = text.unicodeScalars.prefix(40).map { isInvisible($0) ? "\u{fffd}" : $0 }
        let isWhole = text.unicodeScalars.dropFirst(40).isEmpty
        return String(String.UnicodeScalarView(beginning)) + (isWhole ? "" : "…")
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
        default: false
        }
    }

    private static func codePoint(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
