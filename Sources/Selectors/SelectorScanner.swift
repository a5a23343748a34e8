/// A position in the octets of a selector, and the smallest things that can be read there.
struct SelectorScanner {
    let octets: [UInt8]
    private(set) var position = 0

    init(_ text: String) { octets = Array(text.utf8) }

    var isAtEnd: Bool { position >= octets.count }

    /// The octet at the position; nil at the end.
    var current: UInt8? { position < octets.count ? octets[position] : nil }

    /// Spaces and tabs; nothing else is white space.
    mutating func skipBlanks() {
        while let current, current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { position += 1 }
    }

    /// Whether the octets of `symbol` come next.
    func isNext(_ symbol: StaticString) -> Bool {
        symbol.withUTF8Buffer { octets[position...].starts(with: $0) }
    }

    /// Goes past `symbol` if it comes next.
    mutating func skip(_ symbol: StaticString) -> Bool {
        guard isNext(symbol) else { return false }
        position += symbol.utf8CodeUnitCount
        return true
    }

    /// Goes past the longest word that comes next: letters, digits, and `_./-`.
    mutating func skipWord() -> ArraySlice<UInt8> {
        let start = position
        while let current, Self.isWordOctet(current) { position += 1 }
        return octets[start..<position]
    }

    /// Goes past a value in quotes and returns what is between them; nil, and stays, if there is none or it does not end.
    mutating func skipValue() -> ArraySlice<UInt8>? {
        guard let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        guard let end = octets[(position + 1)...].firstIndex(of: quote) else { return nil }
        let value = octets[position + 1..<end]
        position = end + 1
        return value
    }

    mutating func move(to position: Int) { self.position = position }

    static func isWordOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
