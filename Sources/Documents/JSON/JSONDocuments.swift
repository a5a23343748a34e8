internal import JSON

/// The JSON values of a text.
struct JSONDocuments {
    private let source: SourceText
    /// Where the values stand.
    private let ranges: [Range<Int>]
    /// Of the value to be read next.
    private var index = 0
    /// The end of the value read last.
    private var offset: Int
    private var place = Place(line: 1, column: 1)

    /// Whether the text begins as JSON arrays and objects do.
    static func mayBegin(_ source: SourceText) -> Bool {
        let first = source.octets[source.start...].first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    /// Finds the values and checks that nothing else is there.
    init(_ source: SourceText, limits: ReadingLimits) throws(JSONFault) {
        self.source = source
        offset = source.start
        ranges = try source.octets.withUnsafeBufferPointer { octets throws(JSONFault) in
            var tokens = JSONTokens(octets, in: source.start..<octets.count, depth: limits.depth)
            do throws(JSONFault) {
                return try Self.values(&tokens)
            } catch {
                throw error.behind(tokens.count)
            }
        }
    }

    /// Where the values stand that are in no other.
    private static func values(_ tokens: inout JSONTokens) throws(JSONFault) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var begin = 0
        while true {
            switch try tokens.next() {
            case .end: return ranges
            case .beginObject, .beginArray: if tokens.depth == 1 { begin = tokens.position - 1 }
            case .endObject, .endArray: if tokens.depth == 0 { ranges.append(begin..<tokens.position) }
            case .scalar(let range): if tokens.depth == 0 { ranges.append(range) }
            case .key: break
            }
        }
    }

    /// The next value that is not null.
    mutating func next(limits: ReadingLimits) throws(TextProblem) -> (value: JSONValue, text: DocumentText)? {
        while index < ranges.count {
            let range = ranges[index]
            index += 1
            let start = source.octets.withUnsafeBufferPointer { octets in
                var places = PlaceCounter(octets, offset: offset, place: place)
                return places.place(at: range.lowerBound)
            }
            (offset, place) = (range.lowerBound, start)
            let text = DocumentText(source, form: .json, range: range, start: start, depth: limits.depth)
            do throws(JSONError) {
                let value = try source.octets.withUnsafeBufferPointer { octets throws(JSONError) in
                    try JSONValue(
                        parsing: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: octets[range])), options: [.rejectDuplicates, .anyValue])
                }
                if !value.isNull { return (value, text) }
            } catch {
                throw problem(error, in: text)
            }
        }
        return nil
    }

    /// What jansson refuses in a text whose structure is right: keys that stand twice, numbers and characters that do not exist.
    private func problem(_ error: JSONError, in text: DocumentText) -> TextProblem {
        if error.reason.hasPrefix("duplicate object key"), let (key, first, second) = text.places?.duplicate() {
            return TextProblem(
                second, "the key \(key.quotedForPeople) stands twice in one object: on line \(first.line) and on line \(second.line); remove one")
        }
        let before = error.line == 1 ? text.start.column - 1 : 0
        return TextProblem(Place(line: text.start.line + error.line - 1, column: max(1, before + error.column)), error.reason)
    }
}
