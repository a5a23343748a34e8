/// What in a string decides about the form in which YAML can hold it.
struct ScalarTraits: OptionSet {
    let rawValue: UInt8

    static let breaks = ScalarTraits(rawValue: 1)
    /// CR and the line breaks of Unicode.
    static let otherBreaks = ScalarTraits(rawValue: 64)
    /// A character that must be written as an escape.
    static let special = ScalarTraits(rawValue: 2)
    /// Something that means another thing when it is not quoted: ": ", " #", "- " at the begin, "[" at the begin.
    static let indicator = ScalarTraits(rawValue: 4)
    static let spaceAtStart = ScalarTraits(rawValue: 8)
    static let spaceAtEnd = ScalarTraits(rawValue: 16)
    /// A space before a line break.
    static let spaceBreak = ScalarTraits(rawValue: 32)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// - Parameter text: Not empty.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        self = []
        let last = text.count - 1
        if text[0] == 0x20 { insert(.spaceAtStart) }
        if text[last] == 0x20 { insert(.spaceAtEnd) }
        if Self.indicates(text) { insert(.indicator) }
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: ":") where index == last || text[index + 1] == 0x20: insert(.indicator)
            case UInt8(ascii: "#") where index > 0 && text[index - 1] == 0x20: insert(.indicator)
            case 0x0a:
                insert(.breaks)
                if index > 0, text[index - 1] == 0x20 { insert(.spaceBreak) }
            case 0x20...0x7e: break
            case 0x0d: formUnion([.special, .otherBreaks])
            case 0xc2 where text[index + 1] == 0x85: formUnion([.special, .otherBreaks])
            case 0xe2 where text[index + 1] == 0x80 && text[index + 2] & 0xfe == 0xa8: formUnion([.special, .otherBreaks])
            case let octet: if Self.isSpecial(octet, text, index) { insert(.special) }
            }
        }
    }

    /// Whether the begin of a text means something else than text.
    private static func indicates(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch text[0] {
        case UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "&"),
            UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"),
            UInt8(ascii: "@"), UInt8(ascii: "`"):
            true
        case UInt8(ascii: "?"), UInt8(ascii: ":"): text.count == 1 || text[1] == 0x20
        case UInt8(ascii: "-"): text.count == 1 || text[1] == 0x20 || text.starts(with: "---".utf8)
        case UInt8(ascii: "."): text.starts(with: "...".utf8)
        default: false
        }
    }

    /// Control characters, U+0080 to U+009F, the byte order mark, and what lies beyond 16 bits: written as escapes, like the other line breaks.
    ///
    /// - Parameter octet: The one at `index`, not a printable one of ASCII.
    private static func isSpecial(_ octet: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        switch octet {
        case 0x80...0xbf: false
        case 0xc2: text[index + 1] < 0xa0
        case 0xef: text[index + 1] == 0xbb && text[index + 2] == 0xbf || text[index + 1] == 0xbf && text[index + 2] >= 0xbe
        case 0xc3...0xee: false
        default: true
        }
    }
}
