internal import CYaml

/// The events of a YAML text, one after the other, from libyaml's parser.
///
/// libyaml keeps its state on the heap: a deeply nested text costs no stack here. The octets must stay where they are as long as this lives.
struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>
    private let octets: UnsafeBufferPointer<UInt8>
    private let firstLine: Int
    private let depth: Int

    /// - Parameters:
    ///   - firstLine: The number of the text's first line in its file.
    ///   - depth: The levels that are read; libyaml itself reads 1000.
    init(_ octets: UnsafeBufferPointer<UInt8>, firstLine: Int, depth: Int) throws(TextProblem) {
        self.octets = octets
        self.firstLine = firstLine
        self.depth = min(depth, 1000)
        parser = .allocate(capacity: 1)
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else { throw TextProblem(Place(line: firstLine, column: 1), "memory is out") }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, octets.baseAddress, octets.count)
    }

    deinit {
        yaml_event_delete(event)
        yaml_parser_delete(parser)
        event.deallocate()
        parser.deallocate()
    }

    /// Goes to the next event. Not to be called behind the end of the stream, nor after it has thrown.
    mutating func advance() throws(TextProblem) -> yaml_event_type_t {
        yaml_event_delete(event)
        guard yaml_parser_parse(parser, event) == 1 else {
            var problem = problem
            problem.isSyntax = true
            throw problem
        }
        return event.pointee.type
    }

    /// Where the event begins.
    var place: Place { place(event.pointee.start_mark) }

    /// Line of the event's begin.
    var line: Int { firstLine + Int(clamping: event.pointee.start_mark.line) }

    /// Of a scalar event: its octets, valid until the next event.
    var scalar: UnsafeBufferPointer<UInt8> {
        let scalar = event.pointee.data.scalar
        return UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    }

    /// Of a scalar event: neither quoted nor a block, and without a tag that says something.
    var isUntaggedPlain: Bool {
        let scalar = event.pointee.data.scalar
        return scalar.plain_implicit != 0 && scalar.style == YAML_PLAIN_SCALAR_STYLE
    }

    /// Of a scalar event: the one form in which any character can be written.
    var isDoubleQuoted: Bool { event.pointee.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE }

    /// Of a scalar event: its tag, if it has one that says something; "!" alone does not.
    var scalarTag: String? {
        let scalar = event.pointee.data.scalar
        return scalar.plain_implicit != 0 || scalar.quoted_implicit != 0 ? nil : Self.text(scalar.tag)
    }

    /// Of the start of a mapping or list: its tag, if it has one that says something.
    var collectionTag: String? {
        let isMapping = event.pointee.type == YAML_MAPPING_START_EVENT
        let tag = isMapping ? event.pointee.data.mapping_start.tag : event.pointee.data.sequence_start.tag
        return Self.text(tag).flatMap { $0 == "!" ? nil : $0 }
    }

    /// Of a scalar or the start of a mapping or list: the name behind "&"; of an alias the name behind "*".
    var anchor: String? {
        switch event.pointee.type {
        case YAML_SCALAR_EVENT: Self.text(event.pointee.data.scalar.anchor)
        case YAML_SEQUENCE_START_EVENT: Self.text(event.pointee.data.sequence_start.anchor)
        case YAML_MAPPING_START_EVENT: Self.text(event.pointee.data.mapping_start.anchor)
        case YAML_ALIAS_EVENT: Self.text(event.pointee.data.alias.anchor)
        default: nil
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? { pointer.map { String(cString: $0) } }

    private func place(_ mark: yaml_mark_t) -> Place {
        Place(line: firstLine + Int(clamping: mark.line), column: 1 + Int(clamping: mark.column))
    }

    /// What libyaml complains about.
    private var problem: TextProblem {
        let words = parser.pointee.problem.map { String(cString: $0) } ?? ""
        switch parser.pointee.error {
        case YAML_READER_ERROR:
            let place = octets.place(at: Int(clamping: parser.pointee.problem_offset), firstLine: firstLine)
            return TextProblem(place, YAMLComplaint.unreadable(words, code: parser.pointee.problem_value))
        case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
            let place = place(parser.pointee.problem_mark)
            if words.hasPrefix("Maximum nesting level") { return .tooDeep(place, limit: depth) }
            let context = parser.pointee.context.map { (words: String(cString: $0), place: self.place(parser.pointee.context_mark)) }
            return YAMLComplaint(words: words, place: place, context: context).problem(in: octets, firstLine: firstLine)
        default: return TextProblem(place(parser.pointee.mark), "memory is out")
        }
    }
}
