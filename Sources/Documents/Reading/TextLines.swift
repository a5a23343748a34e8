/// Walks over the lines of a text. Lines end where libyaml ends them: LF, CR, CR LF, and the breaks U+0085, U+2028 and U+2029.
struct TextLines {
    private let text: UnsafeBufferPointer<UInt8>
    private(set) var number: Int
    /// Offset of the line's first octet.
    private(set) var start = 0
    /// Offset behind the line's last octet, without its break.
    private(set) var contentEnd: Int
    /// Offset behind the line's break: where the next line starts.
    private(set) var end: Int

    init(_ text: UnsafeBufferPointer<UInt8>, firstLine: Int = 1) {
        self.text = text
        number = firstLine
        (contentEnd, end) = Self.ends(of: 0, in: text)
    }

    /// The line without its break.
    var content: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: text[start..<contentEnd]) }

    /// Goes to the next line; false on the last one. A break at the end of the text opens no further line.
    mutating func advance() -> Bool {
        guard end < text.count else { return false }
        start = end
        number += 1
        (contentEnd, end) = Self.ends(of: start, in: text)
        return true
    }

    private static func ends(of start: Int, in text: UnsafeBufferPointer<UInt8>) -> (content: Int, line: Int) {
        var index = start
        while index < text.count {
            let octet = text[index]
            switch octet {
            case 0x0a: return (index, index + 1)
            case 0x0d: return (index, index + 1 < text.count && text[index + 1] == 0x0a ? index + 2 : index + 1)
            case 0xc2 where index + 1 < text.count && text[index + 1] == 0x85: return (index, index + 2)
            case 0xe2 where index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] & 0xfe == 0xa8: return (index, index + 3)
            default: index += 1
            }
        }
        return (index, index)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Line and column of an octet of a text whose first line has the number `firstLine`; for a break and for the end of the text, the end of the
    /// line.
    func place(at offset: Int, firstLine: Int) -> Place {
        var lines = TextLines(self, firstLine: firstLine)
        while lines.end <= offset, lines.advance() {}
        var column = 1
        for index in lines.start..<Swift.max(lines.start, Swift.min(offset, lines.contentEnd)) where self[index] & 0xc0 != 0x80 { column += 1 }
        return Place(line: lines.number, column: column)
    }
}
