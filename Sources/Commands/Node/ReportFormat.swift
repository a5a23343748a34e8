internal import Documents
internal import JSON
internal import Model

/// How reports of the daemon are shown.
enum ReportFormat: String, Hashable, Sendable, CaseIterable {
    case table, wide, json, yaml

    /// - Parameter text: As typed behind -o; "ps" is "table", as with `get`.
    init(parsing text: String) throws(CommandFailure) {
        guard let format = text == "ps" ? .table : ReportFormat(rawValue: text) else {
            let words = Self.allCases.map(\.rawValue)
            let near = Spelling.nearest(to: text, in: words).map { "; is \($0) meant?" } ?? ""
            throw CommandFailure("unrecognized output format '\(text)'; it is one of \(words.joined(separator: ", "))\(near)", status: .usage)
        }
        self = format
    }

    /// Writes a value as a document; false when the format is a table.
    func write(_ value: @autoclosure () -> JSONValue, to output: TextOutput) throws(CommandFailure) -> Bool {
        guard self == .json || self == .yaml else { return false }
        var writer = DocumentWriter(self == .json ? .json : .yaml)
        writer.document(value())
        try output.write(writer.take())
        return true
    }
}
