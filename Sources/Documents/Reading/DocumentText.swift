internal import Synchronization

/// The part of a file's text that is one document.
final class DocumentText: Sendable {
    enum Form { case yaml, json }

    let source: SourceText
    let form: Form
    let range: Range<Int>
    /// Where `range` begins.
    let start: Place
    private let depth: Int
    private let table = Mutex<PlaceTable?>(nil)

    init(_ source: SourceText, form: Form, range: Range<Int>, start: Place, depth: Int) {
        self.source = source
        self.form = form
        self.range = range
        self.start = start
        self.depth = depth
    }

    /// Where the document's values stand. The first call reads the text, later ones find the answer there.
    var places: PlaceTable? {
        table.withLock { table in
            if table == nil { table = makePlaces() }
            return table
        }
    }

    private func makePlaces() -> PlaceTable? {
        source.octets.withUnsafeBufferPointer { octets in
            switch form {
            case .json: PlaceTable(json: octets, in: range, start: start, depth: depth)
            case .yaml: try? PlaceTable(yaml: UnsafeBufferPointer(rebasing: octets[range]), firstLine: start.line)
            }
        }
    }
}
