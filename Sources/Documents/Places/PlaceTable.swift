/// Where the values of one document stand, in the order in which they do.
///
/// It is made when a place is asked for: a document that has no fault never has one.
struct PlaceTable: Sendable {
    struct Entry: Sendable {
        /// Where the value begins.
        let place: Place
        /// Of a member: its key and where it begins.
        var key: String?
        var keyPlace: Place?
        let kind: Kind
        /// Behind the last entry inside of this one.
        var end: Int
    }

    enum Kind: Sendable {
        case mapping, list, text
        /// A scalar that is a number, a boolean or null: what was written.
        case word(String)
        /// Index of the entry that a YAML alias repeats.
        case alias(Int)
    }

    /// A parent comes before what is inside of it; the first one is the document's value.
    private(set) var entries: [Entry] = []
    private var open: [Int] = []
    private var key: (text: String, place: Place)?

    /// Adds a value; a mapping or list stays open until ``close()``.
    mutating func add(_ kind: Kind, at place: Place) {
        let key = key
        self.key = nil
        entries.append(Entry(place: place, key: key?.text, keyPlace: key?.place, kind: kind, end: entries.count + 1))
        switch kind {
        case .mapping, .list: open.append(entries.count - 1)
        case .text, .word, .alias: break
        }
    }

    /// The key of the value that is added next.
    mutating func setKey(_ text: String, at place: Place) { key = (text, place) }

    mutating func close() {
        guard let last = open.popLast() else { return }
        entries[last].end = entries.count
    }

    /// Whether the next scalar is a key.
    var expectsKey: Bool {
        guard key == nil, let last = open.last, case .mapping = entries[last].kind else { return false }
        return true
    }
}
