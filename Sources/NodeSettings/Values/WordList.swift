/// Words and the spaces around them.
enum WordList {
    /// The case whose word it is, upper and lower case aside.
    static func word<Word: RawRepresentable & CaseIterable>(_ text: String) -> Word? where Word.RawValue == String {
        let lower = text.lowercased()
        return Word.allCases.first { $0.rawValue.lowercased() == lower }
    }

    /// Without spaces, tabs and line breaks at both ends.
    static func trimmed(_ text: some StringProtocol) -> String {
        var octets = Array(text.utf8.drop { $0 <= 32 })
        while let last = octets.last, last <= 32 { octets.removeLast() }
        return String(decoding: octets, as: UTF8.self)
    }
}
