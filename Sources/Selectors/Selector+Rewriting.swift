extension Selector {
    /// The canonical text with other names and other conditions in it.
    ///
    /// - Parameters:
    ///   - labelPrefix: Put before every label's name. The text no longer parses where a name grows beyond ``longestLabel``.
    ///   - all: One condition, in the place of each `all()`.
    ///   - global: One condition, in the place of each `global()`.
    public func canonicalText(labelPrefix: String, all: String = "all()", global: String = "global()") -> String {
        expression.text(labelPrefix: labelPrefix, all: all, global: global)
    }

    /// `text` with `condition` in the place of each `all()`, and not a character changed elsewhere.
    ///
    /// - Parameter text: Something that parses.
    static func replacingAll(in text: String, by condition: String) -> String {
        var scanner = SelectorScanner(text)
        var replaced: [UInt8] = []
        while let octet = scanner.current {
            let start = scanner.position
            if scanner.skipValue() == nil, scanner.skipWord().isEmpty { scanner.move(to: start + 1) }
            let piece = scanner.octets[start..<scanner.position]
            // No label stands right before a parenthesis.
            if SelectorScanner.isWordOctet(octet), piece.elementsEqual("all".utf8), scanner.skip("(") {
                scanner.skipBlanks()
                _ = scanner.skip(")")
                replaced += condition.utf8
            } else {
                replaced += piece
            }
        }
        return String(decoding: replaced, as: UTF8.self)
    }
}
