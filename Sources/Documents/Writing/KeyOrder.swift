internal import JSON

/// The order in which go-yaml sorts the keys of a mapping: numbers inside of keys by their value, what is no letter before letters.
enum KeyOrder {
    /// The members in this order, whatever order they have.
    static func sorted(_ object: JSONObject) -> [(key: String, value: JSONValue)] {
        let members = object.members
        guard members.count > 1 else { return members }
        let mayHaveNumbers = members.contains { $0.key.utf8.contains { $0 >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
        // Numbers let the order run in a circle: "2a" is before "66", that before "2001", and that before "2a". Beginning with one order of the
        // keys, the result is always the same.
        let settled = mayHaveNumbers ? members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : members
        return settled.sorted { precedes($0.key, $1.key) }
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        var left = left, right = right
        return left.withUTF8 { left in
            right.withUTF8 { right in
                let common = zip(left.indices, right.indices).first { left[$0] != right[$1] }
                guard let index = common?.0 else { return left.count < right.count }
                // The usual case: two letters of ASCII differ.
                if isLetter(left[index]), isLetter(right[index]) { return left[index] < right[index] }
                return precedes(scalars(left), scalars(right))
            }
        }
    }

    private static func isLetter(_ octet: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet | 0x20) }

    private static func scalars(_ octets: UnsafeBufferPointer<UInt8>) -> [Unicode.Scalar] {
        Array(String(decoding: octets, as: UTF8.self).unicodeScalars)
    }

    private static func precedes(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            let (leftIsLetter, rightIsLetter) = (left[index].properties.isLetter, right[index].properties.isLetter)
            if leftIsLetter && rightIsLetter { return left[index] < right[index] }
            if leftIsLetter || rightIsLetter { return rightIsLetter }
            let afterDigits = (left[index] == "0" || right[index] == "0") && left[..<index].hasNumberAtEnd
            let (leftNumber, leftEnd) = number(left, from: index, start: afterDigits ? 1 : 0)
            let (rightNumber, rightEnd) = number(right, from: index, start: afterDigits ? 1 : 0)
            if leftNumber != rightNumber { return leftNumber < rightNumber }
            if leftEnd != rightEnd { return leftEnd < rightEnd }
            return left[index] < right[index]
        }
        return left.count < right.count
    }

    /// The number whose digits begin at `index`, and where they end. Numbers beyond 64 bits wrap, as they do in Go.
    private static func number(_ text: [Unicode.Scalar], from index: Int, start: Int64) -> (value: Int64, end: Int) {
        var (value, end) = (start, index)
        while end < text.count, text[end].properties.isDigit {
            value = value &* 10 &+ (Int64(text[end].value) - 0x30)
            end += 1
        }
        return (value, end)
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isLetter: Bool {
        switch generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    fileprivate var isDigit: Bool { generalCategory == .decimalNumber }
}

extension ArraySlice<Unicode.Scalar> {
    /// Whether it ends with digits of which one is not 0.
    fileprivate var hasNumberAtEnd: Bool { reversed().prefix { $0.properties.isDigit }.contains { $0 != "0" } }
}
