/// Prints the reals of a JSON text in the shortest form that reads back the same: 10.1 for 10.1, and not 10.0999999999999996.
enum ShortestReals {
    /// - Parameter text: JSON of which each real is printed exactly (17 digits), as jansson does.
    static func text(of text: UnsafeRawBufferPointer) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        // What lies before it has been copied.
        var copied = 0
        var index = 0
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\""): index = endOfString(text, from: index)
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                let end = endOfNumber(text, from: index)
                if let value = real(UnsafeRawBufferPointer(rebasing: text[index..<end])) {
                    output.append(contentsOf: text[copied..<index])
                    output.append(contentsOf: value.description.utf8)
                    copied = end
                }
                index = end
            default: index += 1
            }
        }
        output.append(contentsOf: text[copied...])
        return String(decoding: output, as: UTF8.self)
    }

    /// The value of a number with a fraction or exponent; nil for an integer.
    private static func real(_ number: UnsafeRawBufferPointer) -> Double? {
        guard number.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }) else { return nil }
        return Double(String(decoding: number, as: UTF8.self))
    }

    /// Behind the closing quotation mark.
    private static func endOfString(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start + 1
        while index < text.count, text[index] != UInt8(ascii: "\"") { index += text[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(index + 1, text.count)
    }

    private static func endOfNumber(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"): index += 1
            default: return index
            }
        }
        return index
    }
}
