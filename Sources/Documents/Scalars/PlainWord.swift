/// The words that mean something when they stand without quotes.
enum PlainWord {
    case null, yes, no, notFinite, ambiguous

    /// Nil for all other text.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.count <= 5, let word = Self.words[Self.packed(text)] else { return nil }
        self = word
    }

    var meaning: PlainScalar {
        switch self {
        case .null: .null
        case .yes: .bool(true)
        case .no: .bool(false)
        case .notFinite: .notFinite
        case .ambiguous: .ambiguousText
        }
    }

    /// At most eight octets as one number: no text shares it with another of its length, and NUL is in none.
    private static func packed(_ text: some Sequence<UInt8>) -> UInt64 { text.reduce(0) { $0 << 8 | UInt64($1) } }

    private static let words: [UInt64: PlainWord] = {
        let table: [(PlainWord, [String])] = [
            (.null, ["~", "null", "Null", "NULL"]),
            (.yes, ["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"]),
            (.no, ["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"]),
            (.notFinite, [".nan", ".NaN", ".NAN"]),
            (.notFinite, [".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"]),
            (.ambiguous, ["y", "Y", "n", "N"]),
        ]
        var words: [UInt64: PlainWord] = [:]
        for (word, spellings) in table {
            for spelling in spellings { words[packed(spelling.utf8)] = word }
        }
        return words
    }()
}
