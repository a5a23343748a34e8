/// A place in a JSON document (RFC 6901): "/spec/nets/0".
struct JSONPointer: Hashable, Sendable {
    /// Member names and element numbers, unescaped; none is the whole document.
    let tokens: [String]

    init(tokens: [String]) { self.tokens = tokens }

    init(parsing text: String) throws(PatchError) {
        guard !text.isEmpty else {
            tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else {
            throw PatchError("\"\(text)\"", "is no JSON pointer; write /\(text.split(separator: ".").joined(separator: "/"))")
        }
        var tokens: [String] = []
        for part in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            tokens.append(try Self.unescaped(part, in: text))
        }
        self.tokens = tokens
    }

    /// RFC 6901 §4: "~1" is a slash, "~0" a tilde, and no other escape exists.
    private static func unescaped(_ part: Substring.UTF8View.SubSequence, in text: String) throws(PatchError) -> String {
        var octets: [UInt8] = []
        var isEscape = false
        for octet in part {
            switch (isEscape, octet) {
            case (true, UInt8(ascii: "0")): octets.append(UInt8(ascii: "~"))
            case (true, UInt8(ascii: "1")): octets.append(UInt8(ascii: "/"))
            case (true, _): throw PatchError("\"\(text)\"", "is no JSON pointer: write ~0 for ~ and ~1 for /")
            case (false, UInt8(ascii: "~")): break
            case (false, _): octets.append(octet)
            }
            isEscape = !isEscape && octet == UInt8(ascii: "~")
        }
        guard !isEscape else { throw PatchError("\"\(text)\"", "is no JSON pointer: write ~0 for ~ and ~1 for /") }
        return String(decoding: octets, as: UTF8.self)
    }

    /// Whether `other` is this place or lies inside it.
    func contains(_ other: JSONPointer) -> Bool { other.tokens.starts(with: tokens) }
}

extension JSONPointer: CustomStringConvertible {
    var description: String {
        tokens.map { token in
            var escaped = "/"
            for character in token.unicodeScalars {
                switch character {
                case "~": escaped += "~0"
                case "/": escaped += "~1"
                default: escaped.unicodeScalars.append(character)
                }
            }
            return escaped
        }.joined()
    }
}
