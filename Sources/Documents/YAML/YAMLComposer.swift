internal import CYaml
internal import JSON

/// Makes the JSON value of one YAML document out of its events.
///
/// Members and elements of everything that is still open lie on two stacks; a mapping or list takes its part off them when it ends. Nothing here
/// recurses, so that the text decides about no stack.
struct YAMLComposer: ~Copyable {
    private var events: YAMLEvents
    private let limits: ReadingLimits

    private var open: [YAMLCollection] = []
    private var members: [(key: String, value: JSONValue)] = []
    /// Line of each key in `members`.
    private var keyLines: [Int] = []
    private var elements: [JSONValue] = []
    private var anchors: [String: YAMLAnchored] = [:]
    /// Values made so far, those repeated by aliases counted each time.
    private var values = 0
    private var aliasedValues = 0
    private var root: JSONValue?

    init(_ octets: UnsafeBufferPointer<UInt8>, firstLine: Int, limits: ReadingLimits) throws(TextProblem) {
        events = try YAMLEvents(octets, firstLine: firstLine, depth: limits.depth)
        self.limits = limits
    }

    /// The document's value; nil when there is nothing in it but comments, or null.
    mutating func document() throws(TextProblem) -> JSONValue? {
        var documents = 0
        while true {
            switch try events.advance() {
            case YAML_STREAM_END_EVENT: return root.flatMap { $0.isNull ? nil : $0 }
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                guard documents == 1 else { throw TextProblem(events.place, "a second document begins here; '---' must stand on a line of its own") }
            case YAML_SCALAR_EVENT: try scalar()
            case YAML_ALIAS_EVENT: try alias()
            case YAML_MAPPING_START_EVENT: try begin(isMapping: true)
            case YAML_SEQUENCE_START_EVENT: try begin(isMapping: false)
            case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: try end()
            default: break
            }
        }
    }

    private var expectsKey: Bool { open.last.map { $0.isMapping && $0.key == nil } ?? false }

    private mutating func scalar() throws(TextProblem) {
        let text = events.scalar
        values += 1
        if events.isDoubleQuoted, text.contains(0) { throw TextProblem(events.place, "a NUL character (\\0) cannot be part of a text in JSON") }
        if expectsKey { return try key(text) }
        let value: JSONValue
        if events.isUntaggedPlain {
            value = try PlainScalar(text).value(of: text, at: events.place)
        } else if let tag = events.scalarTag {
            value = try YAMLTag(tag).value(of: text, at: events.place)
        } else {
            value = .string(String(decoding: text, as: UTF8.self))
        }
        if let name = events.anchor { anchors[name] = YAMLAnchored(value: value, text: String(decoding: text, as: UTF8.self), values: 1, height: 0) }
        try add(value)
    }

    /// A key is the text that was written: `1: x` has the key "1", `on: x` the key "on".
    private mutating func key(_ text: UnsafeBufferPointer<UInt8>) throws(TextProblem) {
        let place = events.place
        if let tag = events.scalarTag { _ = try YAMLTag(tag).value(of: text, at: place) }
        let plain = events.isUntaggedPlain
        guard !(plain && text.isEmpty) else { throw TextProblem(place, "a ':' without a key before it") }
        let key = String(decoding: text, as: UTF8.self)
        if let name = events.anchor { anchors[name] = YAMLAnchored(value: .string(key), text: key, values: 1, height: 0) }
        try setKey(key, isMerge: plain && key == "<<", at: place)
    }

    private mutating func setKey(_ key: String, isMerge: Bool, at place: Place) throws(TextProblem) {
        let last = open.count - 1
        guard !isMerge else {
            open[last].setMergeKey(at: place)
            return
        }
        if let other = open[last].duplicate(of: key, in: members) {
            throw TextProblem(
                place, "the key \(key.quotedForPeople) stands twice in one mapping: on line \(keyLines[other]) and on line \(place.line); remove one")
        }
        open[last].setKey(key, line: place.line)
    }

    private mutating func begin(isMapping: Bool) throws(TextProblem) {
        let place = events.place
        guard !expectsKey else { throw TextProblem(place, "a mapping or list cannot be a key; text that begins with '{' or '[' must be in quotes") }
        guard open.count < limits.depth else {
            throw TextProblem.tooDeep(place, limit: limits.depth)
        }
        if let tag = events.collectionTag { try YAMLTag(tag).checkCollection(isMapping: isMapping, at: place) }
        values += 1
        open.append(
            YAMLCollection(
                isMapping: isMapping, anchor: events.anchor, start: isMapping ? members.count : elements.count, valuesBefore: values - 1))
    }

    private mutating func end() throws(TextProblem) {
        guard var collection = open.popLast() else { return }
        let value: JSONValue
        if collection.isMapping {
            collection.applyMerges(to: &members)
            value = .object(JSONObject(distinct: Array(members[collection.start...])))
            members.removeSubrange(collection.start...)
            keyLines.removeSubrange(min(collection.start, keyLines.count)...)
        } else {
            value = .array(Array(elements[collection.start...]))
            elements.removeSubrange(collection.start...)
        }
        if let name = collection.anchor {
            anchors[name] = YAMLAnchored(value: value, text: nil, values: values - collection.valuesBefore, height: collection.height)
        }
        try add(value, height: collection.height)
    }

    private mutating func alias() throws(TextProblem) {
        let place = events.place
        guard let name = events.anchor else { return }
        guard let anchored = anchors[name] else {
            let inside = open.contains { $0.anchor == name }
            let reason =
                inside
                ? "*\(name) stands inside what &\(name) names; a value cannot hold itself" : "*\(name) names nothing: there is no &\(name) above it"
            throw TextProblem(place, reason + "; text that begins with '*' must be in quotes")
        }
        values += anchored.values
        aliasedValues += anchored.values
        guard aliasedValues <= limits.aliasedValues else {
            throw TextProblem(
                place, "the aliases of this document repeat more than \(limits.aliasedValues) values; write them out, or split the document")
        }
        guard !expectsKey else {
            guard let text = anchored.text else { throw TextProblem(place, "*\(name) is a mapping or list, which cannot be a key") }
            return try setKey(text, isMerge: false, at: place)
        }
        guard open.count + anchored.height <= limits.depth else {
            throw TextProblem(
                place, "with *\(name) there are more than \(limits.depth) levels of mappings and lists inside each other, which are not read")
        }
        try add(anchored.value, height: anchored.height)
    }

    /// Puts a finished value where it belongs.
    private mutating func add(_ value: JSONValue, height: Int = 0) throws(TextProblem) {
        let last = open.count - 1
        guard last >= 0 else {
            root = value
            return
        }
        open[last].height = max(open[last].height, height + 1)
        guard open[last].isMapping else {
            elements.append(value)
            return
        }
        switch open[last].takeKey() {
        case .member(let key, let line):
            members.append((key, value))
            keyLines.append(line)
        case .merge(let place): try open[last].addMerge(of: value, at: place)
        case nil: break
        }
    }
}
