public import JSON

/// One value that somebody wrote in a file: a resource, as a rule.
///
/// It keeps the file's text alive, from which places and raw texts are found when somebody asks.
public struct Document: Sendable {
    public let source: DocumentSource
    public let value: JSONValue
    private let text: DocumentText

    init(source: DocumentSource, value: JSONValue, text: DocumentText) {
        self.source = source
        self.value = value
        self.text = text
    }

    /// A part of the document as one of its own.
    func part(_ value: JSONValue, at path: [PathStep]) -> Document {
        Document(source: DocumentSource(file: source.file, document: source.document, path: path), value: value, text: text)
    }

    /// Where a part of the value stands in the file.
    ///
    /// A scalar is shown where it begins, a mapping or list at its key, and a part that is not there at its nearest parent. The first call for a
    /// document reads its text once more; later ones only look up.
    /// - Parameter path: Steps from ``value`` down; empty for the value as a whole.
    public func place(of path: [PathStep] = []) -> Place? { text.places?.place(of: source.path + path) }

    /// What was written, letter for letter, where a number, a boolean or null stands; nil for other values.
    ///
    /// For members that are text: `version: 1.10` is the number 1.1, and "1.10" was meant.
    public func rawText(at path: [PathStep]) -> String? { text.places?.rawText(at: source.path + path) }

    /// The line of a place with its number, and a line with a caret below the column; a break between them and none at the end.
    public func excerpt(at place: Place) -> String { text.source.excerpt(at: place) }

    /// An error about a part of the value, with its place and the line on which it stands.
    public func error(at path: [PathStep] = [], _ reason: String) -> DocumentError {
        let place = place(of: path)
        return DocumentError(
            file: source.file, document: source.document, place: place, reason: reason, excerpt: place.map { excerpt(at: $0) })
    }
}
