/// Lines and columns of ever later offsets of a text, each octet looked at once.
struct PlaceCounter {
    private let text: UnsafeBufferPointer<UInt8>
    private var offset: Int
    private var line: Int
    private var column: Int

    /// - Parameter place: The place of `offset`.
    init(_ text: UnsafeBufferPointer<UInt8>, offset: Int, place: Place) {
        self.text = text
        self.offset = offset
        line = place.line
        column = place.column
    }

    /// The place of an offset that is not before the last one asked for.
    mutating func place(at next: Int) -> Place {
        while offset < next {
            if breaksLine(at: offset) {
                (line, column) = (line + 1, 1)
            } else if text[offset] & 0xc0 != 0x80, text[offset] != 0x0d {
                column += 1
            }
            offset += 1
        }
        return Place(line: line, column: column)
    }

    /// Whether the octet is the last one of a line break, as in ``TextLines``.
    private func breaksLine(at index: Int) -> Bool {
        switch text[index] {
        case 0x0a: true
        case 0x0d: index + 1 >= text.count || text[index + 1] != 0x0a
        case 0x85: index >= 1 && text[index - 1] == 0xc2
        case 0xa8, 0xa9: index >= 2 && text[index - 1] == 0x80 && text[index - 2] == 0xe2
        default: false
        }
    }
}
