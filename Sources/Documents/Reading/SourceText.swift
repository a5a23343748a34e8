/// The octets of one file or of standard input, shared by the documents read from it: UTF-8 without NUL and control characters.
final class SourceText: Sendable {
    let name: String
    let octets: [UInt8]
    /// Where the text begins: behind a byte order mark.
    let start: Int

    /// - Throws: ``DocumentError`` for too many octets, for octets that are not UTF-8 and for control characters.
    init(_ octets: [UInt8], name: String, limits: ReadingLimits) throws(DocumentError) {
        guard octets.count <= limits.octets else {
            throw DocumentError(
                file: name, reason: "\(octets.count) octets, but \(limits.octets) are the most that are read; split it into several files")
        }
        if octets.starts(with: [0xff, 0xfe]) || octets.starts(with: [0xfe, 0xff]) {
            throw DocumentError(file: name, reason: "this is UTF-16; save it as UTF-8")
        }
        self.name = name
        self.octets = octets
        start = octets.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        guard let fault = TextFault(firstIn: octets) else { return }
        let place = place(at: fault.offset)
        throw DocumentError(file: name, place: place, reason: fault.reason, excerpt: excerpt(at: place))
    }

    /// Line and column of an octet.
    func place(at offset: Int) -> Place {
        octets.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[start...]).place(at: offset - start, firstLine: 1) }
    }

    /// The place itself, or the end of the text for one behind it.
    func clamped(_ place: Place) -> Place {
        let end = self.place(at: octets.count)
        return min(place, end)
    }

    /// The line of `place` with its number, and a caret below the column.
    ///
    /// A long line is cut around the column; a tab shows as →, another control character as ·.
    func excerpt(at place: Place) -> String {
        let line = octets.withUnsafeBufferPointer { text in
            var lines = TextLines(UnsafeBufferPointer(rebasing: text[start...]))
            while lines.number < place.line, lines.advance() {}
            return String(decoding: lines.content, as: UTF8.self)
        }
        return Excerpt(line: line, place: place).description
    }
}
