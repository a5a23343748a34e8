internal import JSON

/// The documents of one text, YAML or JSON, one after the other: what is behind the document asked for has not been parsed yet.
///
/// YAML is a stream of documents between "---" lines, JSON one value or several. A JSON array and an object of a `kind` that ends in "List" with
/// `items` are taken apart: their elements come as documents. Comments, empty documents and null are skipped.
public struct DocumentReader {
    private let source: SourceText
    private let limits: ReadingLimits
    private let takesListsApart: Bool
    private var form: Form
    private var list: ListParts?

    /// Documents read so far, before lists are taken apart: 0 at the end says that there was nothing in the text.
    public private(set) var documents = 0

    private enum Form {
        case yaml(YAMLDocuments)
        case json(JSONDocuments)
        /// Nothing more can be read.
        case ended
    }

    /// - Parameters:
    ///   - name: The text's name in messages.
    ///   - takesListsApart: False: lists come as one document.
    /// - Throws: ``DocumentError`` for a text that is too large or no UTF-8.
    public init(_ octets: [UInt8], name: String, limits: ReadingLimits = ReadingLimits(), takesListsApart: Bool = true) throws(DocumentError) {
        source = try SourceText(octets, name: name, limits: limits)
        self.limits = limits
        self.takesListsApart = takesListsApart
        guard JSONDocuments.mayBegin(source) else {
            form = .yaml(YAMLDocuments(source))
            return
        }
        do throws(JSONFault) {
            form = .json(try JSONDocuments(source, limits: limits))
        } catch {
            // A mapping or list in YAML's flow style begins as JSON does.
            form = .yaml(YAMLDocuments(source, fault: error))
        }
    }

    /// The next document; nil behind the last one.
    ///
    /// - Throws: ``DocumentError`` when the text cannot be read any further. There is nothing more to read then.
    public mutating func next() throws(DocumentError) -> Document? {
        while true {
            if let document = list?.next() { return document }
            list = nil
            guard let read = try advance() else { return nil }
            documents += 1
            let document = Document(source: DocumentSource(file: source.name, document: documents), value: read.value, text: read.text)
            guard takesListsApart, let parts = ListParts(document) else { return document }
            list = parts
        }
    }

    private mutating func advance() throws(DocumentError) -> (value: JSONValue, text: DocumentText)? {
        // The form is put back when the document could be read.
        let form = form
        self.form = .ended
        do throws(TextProblem) {
            switch form {
            case .ended: return nil
            case .yaml(var yaml):
                let read = try yaml.next(limits: limits)
                self.form = .yaml(yaml)
                return read
            case .json(var json):
                let read = try json.next(limits: limits)
                self.form = .json(json)
                return read
            }
        } catch {
            let place = source.clamped(error.place)
            throw DocumentError(file: source.name, document: documents + 1, place: place, reason: error.reason, excerpt: source.excerpt(at: place))
        }
    }
}
