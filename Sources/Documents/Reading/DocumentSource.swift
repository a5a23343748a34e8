/// Where a document comes from.
public struct DocumentSource: Hashable, Sendable {
    /// The file's path, or "standard input".
    public let file: String
    /// Which document of the file it is, from 1; documents with nothing in them are not counted.
    public let document: Int
    /// Where it stands inside of that document when that is a list: "items", element 3. Empty for a document of its own.
    public let path: [PathStep]

    public init(file: String, document: Int, path: [PathStep] = []) {
        self.file = file
        self.document = document
        self.path = path
    }

    /// Its number in the list that it is an element of, from 0.
    public var element: Int? {
        if case .element(let index) = path.last { index } else { nil }
    }
}

extension DocumentSource: CustomStringConvertible {
    /// "policies.yaml, document 2, items[3]"; the first document of a file is not counted.
    public var description: String {
        var text = document > 1 ? "\(file), document \(document)" : file
        guard !path.isEmpty else { return text }
        text += ", "
        for step in path {
            switch step {
            case .member(let name): text += text.hasSuffix(" ") ? name : ".\(name)"
            case .element(let index): text += text.hasSuffix(" ") ? "element \(index)" : "[\(index)]"
            }
        }
        return text
    }
}
