/// Foreign text in a line: it can neither end the line nor look like another value, and no terminal takes it for a command.
enum LogText {
    /// Control characters and line separators as `\n`, `\t` or `\u{1b}`.
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isControl($0) }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars { append(scalar, to: &escaped) }
        return escaped
    }

    /// The value of a pair: in quotes when it is empty, has blanks, quotes, "=" or backslashes, or what has to be escaped.
    static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { $0 != " " && $0 != "\"" && $0 != "=" && $0 != "\\" && !isControl($0) }
        if isPlain, !text.isEmpty { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            append(scalar, to: &quoted)
        }
        return quoted + "\""
    }

    /// The key of a pair: blanks, quotes, "=" and control characters become "_".
    static func key(_ text: String) -> String {
        guard !text.isEmpty else { return "_" }
        var key = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { key.append(scalar == " " || scalar == "\"" || scalar == "=" || isControl(scalar) ? "_" : scalar) }
        return String(key)
    }

    /// C0, DEL, C1, and the separators that some viewers take for a line break.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case _ where isControl(scalar): text += "\\u{\(String(scalar.value, radix: 16))}"
        default: text.unicodeScalars.append(scalar)
        }
    }
}
