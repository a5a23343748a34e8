/// A complaint of libyaml's scanner or parser, to be told in words for people who write resources.
struct YAMLComplaint {
    /// libyaml's problem: "did not find expected key".
    let words: String
    let place: Place
    /// What libyaml was at: "while parsing a block mapping", and where that began.
    let context: (words: String, place: Place)?

    /// What is wrong, at the place where it can be mended.
    func problem(in text: UnsafeBufferPointer<UInt8>, firstLine: Int) -> TextProblem {
        let line = LineStart(of: text, line: place.line, firstLine: firstLine)
        if let tab = line.tab, context?.words != "while scanning a quoted scalar" {
            return TextProblem(Place(line: place.line, column: tab), "a tab stands where spaces must (YAML indents with spaces)")
        }
        switch words {
        case "found character that cannot start any token": return TextProblem(place, badStart(line.character(at: place.column)))
        case "found unexpected end of stream": return TextProblem(opening, "the quotation mark that opens here is never closed")
        case "could not find expected ':'":
            return TextProblem(opening, "a key without ':' behind it; write \"key: value\", or \"- value\" for an element of a list")
        case "did not find expected ',' or ']'": return bracket("[", "]", "elements", at: line)
        case "did not find expected ',' or '}'": return bracket("{", "}", "members", at: line)
        case "did not find expected node content" where line.isBehindText: return TextProblem(place, "the text ends where a value must stand")
        case "did not find expected node content": return TextProblem(place, missingValue(before: line.character(at: place.column)))
        case "did not find expected key", "did not find expected '-' indicator": return TextProblem(place, stray(at: line))
        default: return TextProblem(place, Self.plainWords[words] ?? ownWords)
        }
    }

    /// Text that libyaml's reader refuses; "control characters are not allowed" is all that is left after the check of UTF-8.
    static func unreadable(_ words: String, code: Int32) -> String {
        let hex = String(UInt32(bitPattern: code), radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
        if code == 0xfeff { return "a byte order mark (U+FEFF) in the middle of the text; remove it" }
        return "the character \(name) may not stand in YAML (\(words)); remove it, or write it as an escape in double quotes"
    }

    private var opening: Place { context?.place ?? place }

    private func bracket(_ begin: String, _ end: String, _ parts: String, at line: LineStart) -> TextProblem {
        if line.isBehindText { return TextProblem(opening, "the '\(begin)' that opens here is never closed") }
        let opened = opening.line == place.line ? "" : " (the '\(begin)' is on line \(opening.line))"
        return TextProblem(place, "',' or '\(end)' is missing here\(opened); \(parts) stand between commas")
    }

    /// What stands where only a key, or only the dash of an element, could.
    private func stray(at line: LineStart) -> String {
        guard line.isIndentation(before: place.column) else {
            return "text behind the end of a value; put the whole value in quotes (inside of single quotes a quotation mark is written twice)"
        }
        if line.character(at: place.column) == ":" { return "a ':' without a key before it" }
        let around = words == "did not find expected key" ? "mapping" : "list"
        return "this belongs neither to the \(around) that began on line \(opening.line) nor to what is around it; check the indentation"
    }

    private func missingValue(before character: Character?) -> String {
        guard let character, "]},".contains(character) else { return "a value is missing here" }
        return "a value is missing before '\(character)'; text that begins with it must be in quotes"
    }

    private func badStart(_ character: Character?) -> String {
        switch character {
        case "@", "`", "%": "text cannot begin with '\(character ?? " ")' in YAML; put it in quotes"
        case "\t": "a tab stands where spaces must (YAML indents with spaces)"
        case let character?: "'\(character)' cannot stand here; text that begins with it must be in quotes"
        case nil: ownWords
        }
    }

    private var ownWords: String { (context.map { "\($0.words), " } ?? "") + words }

    private static let plainWords: [String: String] = [
        "mapping values are not allowed in this context":
            "a ':' where no value can begin; put text with ': ' in it in quotes, and check the indentation of this line and the line before it",
        "mapping keys are not allowed in this context": "a '?' where no key can begin; text that begins with '? ' must be in quotes",
        "block sequence entries are not allowed in this context":
            "a '-' where no list can begin; put the list on the next line, and text that begins with '- ' in quotes",
        "did not find expected <document start>":
            "this belongs to no document; documents are separated by a line '---', which is also needed behind directives (lines with '%')",
        "found unexpected document indicator": "a quoted text is not closed before the document ends",
        "found a tab character that violates indentation": "a tab stands where spaces must (YAML indents with spaces)",
        "found a tab character where an indentation space is expected": "a tab stands where spaces must (YAML indents with spaces)",
        "found unknown escape character": "this escape is unknown; write \\\\ for a backslash in double quotes, or use single quotes",
        "did not find expected hexdecimal number": "this escape needs hexadecimal digits behind it: \\x41, \\u00e9, \\U0001f600",
        "found invalid Unicode character escape code": "this escape stands for no Unicode character",
        "did not find expected comment or line break":
            "behind '|' or '>' only +, -, a digit and a comment may stand; the text begins on the next line",
        "found an indentation indicator equal to 0": "the indentation behind '|' or '>' is 1 to 9",
        "did not find expected alphabetic or numeric character": "'&' and '*' need a name behind them; text that begins with them must be in quotes",
        "found undefined tag handle": "this tag is not known; text that begins with '!' must be in quotes",
        "found unexpected non-alphabetical character":
            "a line that begins with '%' is a directive (%YAML, %TAG); text that begins with it must be in quotes",
        "found unknown directive name": "a line that begins with '%' is a directive (%YAML, %TAG); text that begins with it must be in quotes",
        "found incompatible YAML document": "this version of YAML is not known; YAML 1.1 and 1.2 are",
    ]
}
