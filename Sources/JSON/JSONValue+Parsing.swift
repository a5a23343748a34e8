internal import CJansson

extension JSONValue {
    /// What a parser lets pass.
    public struct ParsingOptions: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Two members of one name are an error; without it the later one wins.
        public static let rejectDuplicates = ParsingOptions(rawValue: 1)
        /// A string, number, boolean or null may stand alone.
        public static let anyValue = ParsingOptions(rawValue: 2)
    }

    /// Parses one JSON text (RFC 8259), UTF-8, at most 2048 levels deep.
    public init(parsing bytes: [UInt8], options: ParsingOptions = []) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            try JSONValue(parsing: UnsafeRawBufferPointer(buffer), options: options)
        }
    }

    /// Parses one JSON text that lies in memory.
    public init(parsing buffer: UnsafeRawBufferPointer, options: ParsingOptions = []) throws(JSONError) {
        var flags = 0
        if options.contains(.rejectDuplicates) { flags |= Int(JSON_REJECT_DUPLICATES) }
        if options.contains(.anyValue) { flags |= Int(JSON_DECODE_ANY) }
        // Before the first object, or jansson opens /dev/urandom for it.
        json_object_seed(Self.hashSeed)
        var error = json_error_t()
        let root = json_loadb(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, flags, &error)
        guard let root else { throw JSONError(error) }
        defer { json_decref(root) }
        self.init(borrowing: root)
    }

    /// Parses one JSON text.
    public init(parsing text: String, options: ParsingOptions = []) throws(JSONError) {
        try self.init(parsing: Array(text.utf8), options: options)
    }

    /// Of jansson's hash tables: unpredictable, so that nobody outside can choose members that collide. The first call counts.
    private static let hashSeed = Int.random(in: 1...Int.max)

    init(borrowing node: UnsafeMutablePointer<json_t>) {
        switch node.pointee.type {
        case JSON_OBJECT:
            var members: [(key: String, value: JSONValue)] = []
            members.reserveCapacity(json_object_size(node))
            var iterator = json_object_iter(node)
            while let current = iterator {
                if let key = json_object_iter_key(current), let value = json_object_iter_value(current) {
                    members.append((String(cString: key), JSONValue(borrowing: value)))
                }
                iterator = json_object_iter_next(node, current)
            }
            self = .object(JSONObject(distinct: members))
        case JSON_ARRAY:
            var elements: [JSONValue] = []
            elements.reserveCapacity(json_array_size(node))
            for index in 0..<json_array_size(node) {
                if let element = json_array_get(node, index) { elements.append(JSONValue(borrowing: element)) }
            }
            self = .array(elements)
        case JSON_STRING:
            let bytes = UnsafeRawBufferPointer(start: json_string_value(node), count: json_string_length(node))
            self = .string(String(decoding: bytes, as: UTF8.self))
        case JSON_INTEGER: self = .integer(json_integer_value(node))
        case JSON_REAL: self = .real(json_real_value(node))
        case JSON_TRUE: self = .bool(true)
        case JSON_FALSE: self = .bool(false)
        default: self = .null
        }
    }
}

extension JSONError {
    fileprivate init(_ error: json_error_t) {
        let text = withUnsafeBytes(of: error.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        self.init(line: max(1, Int(error.line)), column: max(0, Int(error.column)), reason: text)
    }
}
