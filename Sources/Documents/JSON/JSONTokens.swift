/// The tokens of JSON texts (RFC 8259) that stand one behind the other, checked as they come: structure, numbers, literals and escapes.
///
/// It makes no values: it tells where they are.
struct JSONTokens {
    enum Token {
        case beginObject, endObject, beginArray, endArray
        /// With the quotation marks.
        case key(Range<Int>)
        case scalar(Range<Int>)
        /// The end of the text, between two values.
        case end
    }

    private enum Expected { case value, valueOrEndOfArray, keyOrEndOfObject, key, separator }

    private let text: UnsafeBufferPointer<UInt8>
    private let limit: Int
    /// Behind the last token.
    private(set) var position: Int
    /// Brackets, strings, numbers and words read so far.
    private(set) var count = 0
    private var expected = Expected.value
    /// Of the arrays and objects that are open: whether it is an object, and where it begins.
    private var open: [(isObject: Bool, start: Int)] = []

    /// - Parameters:
    ///   - range: The part of `text` that is read.
    ///   - depth: Levels of arrays and objects that are read.
    init(_ text: UnsafeBufferPointer<UInt8>, in range: Range<Int>, depth: Int) {
        self.text = UnsafeBufferPointer(rebasing: text[..<range.upperBound])
        limit = depth
        position = range.lowerBound
    }

    /// Arrays and objects that are open.
    var depth: Int { open.count }

    mutating func next() throws(JSONFault) -> Token {
        skipSpace()
        guard position < text.count else {
            guard let last = open.last else { return .end }
            throw JSONFault(last.start, "the '\(last.isObject ? "{" : "[")' that opens here is never closed")
        }
        let octet = text[position]
        switch expected {
        case .value: return try value(octet)
        case .valueOrEndOfArray: return octet == UInt8(ascii: "]") ? close() : try value(octet)
        case .keyOrEndOfObject: return octet == UInt8(ascii: "}") ? close() : try key(octet)
        case .key: return try key(octet)
        case .separator: return try separator(octet)
        }
    }

    private mutating func separator(_ octet: UInt8) throws(JSONFault) -> Token {
        let isObject = open.last?.isObject ?? false
        if octet == UInt8(ascii: isObject ? "}" : "]") { return close() }
        guard octet == UInt8(ascii: ",") else {
            throw JSONFault(
                position,
                isObject ? "',' or '}' is missing here; members stand between commas" : "',' or ']' is missing here; elements stand between commas")
        }
        position += 1
        expected = isObject ? .key : .value
        return try next()
    }

    private mutating func key(_ octet: UInt8) throws(JSONFault) -> Token {
        guard octet == UInt8(ascii: "\"") else {
            throw JSONFault(position, "a key in double quotes is missing here (a comma before '}' is not allowed)")
        }
        let range = try string()
        count += 1
        skipSpace()
        guard position < text.count, text[position] == UInt8(ascii: ":") else { throw JSONFault(position, "':' is missing behind the key") }
        position += 1
        expected = .value
        return .key(range)
    }

    private mutating func value(_ octet: UInt8) throws(JSONFault) -> Token {
        switch octet {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard open.count < limit else {
                throw JSONFault(position, "more than \(limit) levels of arrays and objects inside each other are not read")
            }
            let isObject = octet == UInt8(ascii: "{")
            open.append((isObject, position))
            count += 1
            position += 1
            expected = isObject ? .keyOrEndOfObject : .valueOrEndOfArray
            return isObject ? .beginObject : .beginArray
        case UInt8(ascii: "\""): return .scalar(finished(try string()))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .scalar(finished(try number()))
        default: return .scalar(finished(try literal()))
        }
    }

    private mutating func close() -> Token {
        let isObject = open.popLast()?.isObject ?? false
        position += 1
        _ = finished(position..<position)
        return isObject ? .endObject : .endArray
    }

    private mutating func finished(_ range: Range<Int>) -> Range<Int> {
        expected = open.isEmpty ? .value : .separator
        count += 1
        return range
    }

    private mutating func skipSpace() {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x0a, 0x0d, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func string() throws(JSONFault) -> Range<Int> {
        let start = position
        position += 1
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "\""):
                position += 1
                return start..<position
            case UInt8(ascii: "\\"): try escape()
            case ..<0x20: throw JSONFault(position, "a line break or tab inside a string; write it as \\n or \\t")
            default: position += 1
            }
        }
        throw JSONFault(start, "the quotation mark that opens here is never closed")
    }

    private mutating func escape() throws(JSONFault) {
        let fault = JSONFault(position, "this escape is unknown; JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits")
        guard position + 1 < text.count else { throw fault }
        switch text[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
            UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            let digits = text[(position + 2)...].prefix(4)
            guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { throw fault }
            position += 6
        default: throw fault
        }
    }

    private mutating func number() throws(JSONFault) -> Range<Int> {
        let start = position
        skip("-")
        let leading = position
        let whole = digits()
        var good = whole > 0 && (whole == 1 || text[leading] != UInt8(ascii: "0"))
        if skip(".") { good = digits() > 0 && good }
        if skip("e") || skip("E") {
            if !skip("-") { skip("+") }
            good = digits() > 0 && good
        }
        guard good else { throw JSONFault(start, "this is no number of JSON") }
        return start..<position
    }

    private mutating func digits() -> Int {
        let start = position
        while position < text.count, text[position] >= UInt8(ascii: "0"), text[position] <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }

    @discardableResult
    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func literal() throws(JSONFault) -> Range<Int> {
        let start = position
        for word in ["null", "true", "false"] where text[start...].starts(with: word.utf8) {
            position += word.utf8.count
            return start..<position
        }
        throw JSONFault(start, "a value is missing here; text must be in double quotes")
    }
}
