/// One line of a text, to tell what is wrong with its beginning.
struct LineStart {
    private let content: UnsafeBufferPointer<UInt8>

    /// Whether the line is the one behind the last one, where the text has ended.
    let isBehindText: Bool

    init(of text: UnsafeBufferPointer<UInt8>, line: Int, firstLine: Int) {
        var lines = TextLines(text, firstLine: firstLine)
        while lines.number < line, lines.advance() {}
        isBehindText = lines.number < line
        content = isBehindText ? UnsafeBufferPointer(rebasing: text[text.count...]) : lines.content
    }

    /// Whether only spaces stand before a column, from 1.
    func isIndentation(before column: Int) -> Bool { content.prefix(column - 1).allSatisfy { $0 == UInt8(ascii: " ") } }

    /// Column of the first tab in the indentation.
    var tab: Int? {
        guard let first = content.firstIndex(where: { $0 != UInt8(ascii: " ") }), content[first] == UInt8(ascii: "\t") else { return nil }
        return first + 1
    }

    /// The character in a column, from 1.
    func character(at column: Int) -> Character? {
        String(decoding: content, as: UTF8.self).unicodeScalars.dropFirst(column - 1).first.map(Character.init)
    }
}
