internal import JSON

/// The YAML documents of a text.
struct YAMLDocuments {
    private let source: SourceText
    private var splitter: YAMLSplitter
    /// Why a text that begins as JSON does is none; nil once a document has been read.
    private var fault: JSONFault?

    init(_ source: SourceText, fault: JSONFault? = nil) {
        self.source = source
        self.fault = fault
        splitter = YAMLSplitter(source.start..<source.octets.count)
    }

    /// The next document that has something in it.
    mutating func next(limits: ReadingLimits) throws(TextProblem) -> (value: JSONValue, text: DocumentText)? {
        do throws(TextProblem) {
            while let (range, firstLine) = source.octets.withUnsafeBufferPointer({ splitter.next(in: $0) }) {
                let value = try source.octets.withUnsafeBufferPointer { octets throws(TextProblem) in
                    var composer = try YAMLComposer(UnsafeBufferPointer(rebasing: octets[range]), firstLine: firstLine, limits: limits)
                    return try composer.document()
                }
                guard let value else { continue }
                fault = nil
                return (value, DocumentText(source, form: .yaml, range: range, start: Place(line: firstLine, column: 1), depth: limits.depth))
            }
            return nil
        } catch {
            throw likelier(than: error)
        }
    }

    /// A text that is neither JSON nor YAML was meant to be JSON when it went well for more than a bracket, or when the file's name says so.
    private func likelier(than problem: TextProblem) -> TextProblem {
        guard let fault, problem.isSyntax, fault.before > 1 || source.name.hasSuffix(".json") else { return problem }
        return TextProblem(source.place(at: fault.offset), fault.reason)
    }
}
