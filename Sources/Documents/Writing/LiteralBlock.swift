/// Text with line breaks as a literal block: "|" and the lines as they are, indented.
enum LiteralBlock {
    /// Appends the block; the line is at its end afterwards.
    ///
    /// - Parameter indent: Columns before each line, at least 2.
    static func write(_ text: String, indent: Int, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { octets in
            output.append(UInt8(ascii: "|"))
            // A space or break at the begin would be taken for indentation.
            if octets.first == 0x20 || octets.first == 0x0a { output.append(UInt8(ascii: "2")) }
            if let mark = chomping(octets) { output.append(mark) }
            output.append(0x0a)
            var atStart = true
            for octet in octets {
                if octet != 0x0a, atStart { output.append(contentsOf: repeatElement(0x20, count: indent)) }
                output.append(octet)
                atStart = octet == 0x0a
            }
            if !atStart { output.append(0x0a) }
        }
    }

    /// "-": the text does not end with a break; "+": it ends with more than one, or is one.
    private static func chomping(_ octets: UnsafeBufferPointer<UInt8>) -> UInt8? {
        guard octets.last == 0x0a else { return UInt8(ascii: "-") }
        return octets.count == 1 || octets[octets.count - 2] == 0x0a ? UInt8(ascii: "+") : nil
    }
}
