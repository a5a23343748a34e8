/// What a plain (unquoted) scalar stands for, by the rules of Kubernetes' YAML: go-yaml v2, which is YAML 1.1 without base 60 numbers.
///
/// Unlike there "y" and "n" are text, as in most other YAML 1.1 readers.
enum PlainScalar: Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case real(Double)
    /// `.inf`, `.nan`: numbers that JSON has not.
    case notFinite
    /// Text that other readers of YAML take for something else: "y", "1:20", "2001-01-01". It is written in quotes.
    case ambiguousText
    case text

    init(_ text: UnsafeBufferPointer<UInt8>) {
        guard let first = text.first else {
            self = .null
            return
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            self = PlainWord(text)?.meaning ?? PlainNumber(text)?.meaning ?? (Self.looksLikeNumber(text) ? .ambiguousText : .text)
        case UInt8(ascii: "."): self = PlainWord(text)?.meaning ?? PlainNumber(text)?.meaning ?? .text
        case UInt8(ascii: "~"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
            self = PlainWord(text)?.meaning ?? .text
        default: self = .text
        }
    }

    private static func looksLikeNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool { YAMLTimestamp.matches(text) || BaseSixty.matches(text) }
}
