/// Cuts a text into its YAML documents: at lines that begin with "---" or "...".
///
/// Those are separators wherever they stand (YAML 1.2 §9.1.2): no text, block or quoted, may hold such a line.
struct YAMLSplitter {
    /// The rest of the text.
    private var range: Range<Int>
    private var line = 1

    init(_ range: Range<Int>) { self.range = range }

    /// The next document with its directives and comments, and the number of its first line; it may turn out to be empty.
    mutating func next(in octets: UnsafeBufferPointer<UInt8>) -> (range: Range<Int>, firstLine: Int)? {
        guard !range.isEmpty else { return nil }
        var lines = TextLines(UnsafeBufferPointer(rebasing: octets[range]), firstLine: line)
        var (start, firstLine) = (0, line)
        var (began, directed) = (false, false)
        var end = range.count
        repeat {
            switch Separator(lines.content) {
            case .start where began: end = lines.start
            case .start: began = true
            case .end where began || directed: end = lines.end
            case .end:
                // It ends nothing: only comments stand before it.
                (start, firstLine) = (lines.end, lines.number + 1)
            case nil:
                let isDirective = lines.content.first == UInt8(ascii: "%")
                directed = directed || isDirective
                began = began || !(isDirective || Self.isBlank(lines.content))
            }
            if end < range.count { break }
        } while lines.advance()
        line = end == lines.start ? lines.number : lines.number + 1
        let document = range.lowerBound + start..<range.lowerBound + end
        range = document.upperBound..<range.upperBound
        return (document, firstLine)
    }

    private enum Separator {
        case start, end

        init?(_ line: UnsafeBufferPointer<UInt8>) {
            guard line.count >= 3, line.count == 3 || line[3] == 0x20 || line[3] == 0x09 else { return nil }
            switch (line[0], line[1], line[2]) {
            case (UInt8(ascii: "-"), UInt8(ascii: "-"), UInt8(ascii: "-")): self = .start
            case (UInt8(ascii: "."), UInt8(ascii: "."), UInt8(ascii: ".")): self = .end
            default: return nil
            }
        }
    }

    /// Whether there is nothing but a comment on the line.
    private static func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return true }
        return first == UInt8(ascii: "#")
    }
}
