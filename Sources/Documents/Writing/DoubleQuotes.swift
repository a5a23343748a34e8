/// Text in YAML's double quotes: the one form that can hold everything.
enum DoubleQuotes {
    static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5c: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(truncatingIfNeeded: scalar.value)])
            case 0x20...0x7e: output.append(UInt8(truncatingIfNeeded: scalar.value))
            case 0xa0...0x2027, 0x202a...0xd7ff, 0xe000...0xfefe, 0xff00...0xfffd: output.append(contentsOf: String(scalar).utf8)
            default: escape(scalar, to: &output)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func escape(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch scalar.value {
        case 0x00: output.append(UInt8(ascii: "0"))
        case 0x07: output.append(UInt8(ascii: "a"))
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0a: output.append(UInt8(ascii: "n"))
        case 0x0b: output.append(UInt8(ascii: "v"))
        case 0x0c: output.append(UInt8(ascii: "f"))
        case 0x0d: output.append(UInt8(ascii: "r"))
        case 0x1b: output.append(UInt8(ascii: "e"))
        case 0x85: output.append(UInt8(ascii: "N"))
        case 0x2028: output.append(UInt8(ascii: "L"))
        case 0x2029: output.append(UInt8(ascii: "P"))
        case ...0xff: hexadecimal(scalar, digits: 2, after: "x", to: &output)
        case ...0xffff: hexadecimal(scalar, digits: 4, after: "u", to: &output)
        default: hexadecimal(scalar, digits: 8, after: "U", to: &output)
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar, digits: Int, after letter: Unicode.Scalar, to output: inout [UInt8]) {
        let text = String(scalar.value, radix: 16, uppercase: true)
        output.append(UInt8(ascii: letter))
        output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, digits - text.utf8.count)))
        output.append(contentsOf: text.utf8)
    }
}
