internal import Model

/// How `get` shows resources.
enum OutputFormat: Hashable, Sendable {
    case table(isWide: Bool)
    /// Columns by their headers, as typed.
    case columns([String])
    case yaml
    case json
    case name

    private static let words = ["yaml", "json", "ps", "wide", "name", "custom-columns=COLUMN,..."]

    init(parsing text: String) throws(CommandFailure) {
        let (word, value) = Self.parts(text)
        switch (word, value) {
        case ("yaml", nil), ("yml", nil): self = .yaml
        case ("json", nil): self = .json
        case ("ps", nil): self = .table(isWide: false)
        case ("wide", nil): self = .table(isWide: true)
        case ("name", nil): self = .name
        case ("custom-columns", let value):
            let columns = (value ?? "").split(separator: ",").map { $0.trimmed }
            guard !columns.isEmpty else { throw CommandFailure("need to specify at least one column: -o custom-columns=NAME,...", status: .usage) }
            self = .columns(columns)
        case ("go-template", _), ("go-template-file", _):
            throw CommandFailure(
                "output format \(word) is not supported by this release; use -o json, or -o custom-columns=COLUMN,...", status: .usage)
        default:
            let near = Spelling.nearest(to: word, in: Self.words).map { "; is \($0) meant?" } ?? ""
            throw CommandFailure("unrecognized output format '\(text)'; it is one of \(Self.words.joined(separator: ", "))\(near)", status: .usage)
        }
    }

    /// What stands before the first "=", and behind it.
    private static func parts(_ text: String) -> (word: String, value: String?) {
        guard let sign = text.firstIndex(of: "=") else { return (text, nil) }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
}

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
