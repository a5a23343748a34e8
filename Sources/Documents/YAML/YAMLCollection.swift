internal import JSON

/// A mapping or list of a YAML document whose end has not been read yet.
struct YAMLCollection {
    let isMapping: Bool
    let anchor: String?
    /// Where its part of the stack of members or elements begins.
    let start: Int
    /// Values of the document before it.
    let valuesBefore: Int
    /// Levels in it, as far as read: at least its own.
    var height = 1

    enum Key {
        case member(String, line: Int)
        case merge(Place)
    }

    private(set) var key: Key?
    /// Mappings whose members are taken over where the mapping itself has none of that name; earlier ones first.
    private var merged: [JSONObject] = []
    /// Keys read so far, once they are too many to compare one by one.
    private var seen: [String: Int] = [:]

    /// Up to here keys are compared one by one.
    private static let few = 12

    init(isMapping: Bool, anchor: String?, start: Int, valuesBefore: Int) {
        self.isMapping = isMapping
        self.anchor = anchor
        self.start = start
        self.valuesBefore = valuesBefore
    }

    mutating func setKey(_ text: String, line: Int) { key = .member(text, line: line) }

    mutating func setMergeKey(at place: Place) { key = .merge(place) }

    /// The key that waits for its value.
    mutating func takeKey() -> Key? {
        defer { key = nil }
        return key
    }

    /// Where in `members` the key `text` stands already.
    mutating func duplicate(of text: String, in members: [(key: String, value: JSONValue)]) -> Int? {
        let count = members.count - start
        if count <= Self.few {
            for index in start..<members.count where members[index].key == text { return index }
            return nil
        }
        for index in (start + seen.count)..<members.count { seen[members[index].key] = index }
        return seen[text]
    }

    /// Notes what stands behind "<<": a mapping, or a list of mappings.
    mutating func addMerge(of value: JSONValue, at place: Place) throws(TextProblem) {
        let sources = value.array ?? [value]
        for source in sources {
            guard let object = source.object else {
                throw TextProblem(
                    place, "behind '<<' stands \(source.kind) where a mapping or a list of mappings must; a key of that name must be in quotes")
            }
            merged.append(object)
        }
    }

    /// Appends the members of the merged mappings that the mapping has not itself.
    mutating func applyMerges(to members: inout [(key: String, value: JSONValue)]) {
        for object in merged {
            for (key, value) in object.members where duplicate(of: key, in: members) == nil { members.append((key, value)) }
        }
    }
}
