/// How a string is written in block style: the choice that libyaml's emitter makes when go-yaml asks it for the plainest form.
struct ScalarForm {
    enum Style { case plain, singleQuoted, doubleQuoted, literal }

    let style: Style
    /// Whether it fits in front of ":" on the same line.
    let isSimpleKey: Bool

    /// The longest key that libyaml writes in front of ":", in octets.
    private static let longestKey = 128

    /// - Parameter isKey: Whether the text is a member's key: "<<" would be a merge there.
    init(_ text: String, isKey: Bool = false) {
        var text = text
        let (traits, plain) = text.withUTF8 { ($0.isEmpty ? ScalarTraits() : ScalarTraits($0), PlainScalar($0)) }
        isSimpleKey = traits.isDisjoint(with: [.breaks, .otherBreaks]) && text.utf8.count <= Self.longestKey
        if traits.contains(.breaks) {
            style = traits.isDisjoint(with: [.special, .spaceBreak, .spaceAtEnd]) ? .literal : .doubleQuoted
        } else if plain != .text || traits.contains(.special) || isKey && text == "<<" {
            style = .doubleQuoted
        } else {
            style = traits.isDisjoint(with: [.indicator, .spaceAtStart, .spaceAtEnd]) ? .plain : .singleQuoted
        }
    }

    /// Appends a text of any style but `.literal`, which in front of a key cannot be.
    func write(_ text: String, to output: inout [UInt8]) {
        switch style {
        case .plain: output.append(contentsOf: text.utf8)
        case .singleQuoted:
            output.append(UInt8(ascii: "'"))
            for octet in text.utf8 {
                if octet == UInt8(ascii: "'") { output.append(octet) }
                output.append(octet)
            }
            output.append(UInt8(ascii: "'"))
        case .doubleQuoted, .literal: DoubleQuotes.write(text, to: &output)
        }
    }
}
