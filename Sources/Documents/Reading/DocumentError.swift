/// A text that cannot be read: which, where, why, and what to do about it.
public struct DocumentError: Error, Hashable, Sendable {
    /// The file's path, or "standard input".
    public let file: String
    /// Which document of the file, from 1; nil when the fault is not in one.
    public let document: Int?
    /// Nil when the fault has no place, as with a file that cannot be opened.
    public let place: Place?
    /// What is wrong and what would be right.
    public let reason: String
    /// The line with a caret below the column; several lines of text without a break at the end.
    public let excerpt: String?

    public init(file: String, document: Int? = nil, place: Place? = nil, reason: String, excerpt: String? = nil) {
        self.file = file
        self.document = document
        self.place = place
        self.reason = reason
        self.excerpt = excerpt
    }
}

extension DocumentError: CustomStringConvertible {
    /// "policies.yaml, document 2, line 7, column 1: ...", then the excerpt on lines of its own. A lone or first document is not counted.
    public var description: String {
        var text = file
        if let document, document > 1 { text += ", document \(document)" }
        if let place { text += ", \(place)" }
        text += ": \(reason)"
        if let excerpt { text += "\n\(excerpt)" }
        return text
    }
}
