internal import Addresses
internal import JSON

/// Reads the members of one JSON object; every complaint names the object and the member.
struct Members {
    let object: JSONObject
    /// "the request", "peer 3 of the status report".
    let place: String

    init(_ value: JSONValue, of place: String) throws(MessageError) {
        guard case .object(let object) = value else { throw MessageError("\(place) is \(value.kind), not an object") }
        self.object = object
        self.place = place
    }

    /// At most 40 characters of a foreign text, for messages.
    static func quoted(_ text: String) -> String {
        text.utf8.count > 160 ? "\"\(text.prefix(40))...\"" : "\"\(text)\""
    }

    func wrong(_ key: String, _ words: String) -> MessageError { MessageError("\(place): \(key) \(words)") }

    /// The member; one that is null counts as missing.
    func optional<Value>(_ key: String, _ read: (JSONValue) throws(MessageError) -> Value) throws(MessageError) -> Value? {
        guard let value = object[key], !value.isNull else { return nil }
        return try read(value)
    }

    private func required<Value>(_ key: String, _ value: Value?) throws(MessageError) -> Value {
        guard let value else { throw wrong(key, "is missing") }
        return value
    }

    func string(_ key: String) throws(MessageError) -> String { try required(key, try optionalString(key)) }

    func optionalString(_ key: String) throws(MessageError) -> String? {
        try optional(key) { value throws(MessageError) in
            guard case .string(let text) = value else { throw wrong(key, "is \(value.kind), not a string") }
            return text
        }
    }

    func bool(_ key: String) throws(MessageError) -> Bool { try required(key, try optionalBool(key)) }

    func optionalBool(_ key: String) throws(MessageError) -> Bool? {
        try optional(key) { value throws(MessageError) in
            guard case .bool(let answer) = value else { throw wrong(key, "is \(value.kind), not a boolean") }
            return answer
        }
    }

    func number<Number: FixedWidthInteger>(_ key: String) throws(MessageError) -> Number { try required(key, try optionalNumber(key)) }

    func optionalNumber<Number: FixedWidthInteger>(_ key: String) throws(MessageError) -> Number? {
        try optional(key) { value throws(MessageError) in
            guard case .integer(let integer) = value else { throw wrong(key, "is \(value.kind), not a whole number") }
            guard let number = Number(exactly: integer) else { throw wrong(key, "is \(integer), not in \(Number.min)...\(Number.max)") }
            return number
        }
    }

    func address(_ key: String) throws(MessageError) -> IPAddress { try required(key, try optionalAddress(key)) }

    func optionalAddress(_ key: String) throws(MessageError) -> IPAddress? {
        guard let text = try optionalString(key) else { return nil }
        guard let address = IPAddress(text) else { throw wrong(key, "is \(Self.quoted(text)), not an address") }
        return address
    }

    func prefix(_ key: String) throws(MessageError) -> IPPrefix { try required(key, try optionalPrefix(key)) }

    func optionalPrefix(_ key: String) throws(MessageError) -> IPPrefix? {
        guard let text = try optionalString(key) else { return nil }
        guard let prefix = IPPrefix(text) else { throw wrong(key, "is \(Self.quoted(text)), not a prefix such as 10.65.0.0/16") }
        return prefix
    }

    func family(_ key: String) throws(MessageError) -> IPAddress.Family {
        try required(key, try optional(key) { value throws(MessageError) in try family(key, value) })
    }

    func family(_ key: String, _ value: JSONValue) throws(MessageError) -> IPAddress.Family {
        guard let number = value.integer, let raw = UInt8(exactly: number), let family = IPAddress.Family(rawValue: raw) else {
            throw wrong(key, "is \(Self.quoted(value.text)), not 4 or 6")
        }
        return family
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) throws(MessageError) -> Choice where Choice.RawValue == String {
        try required(key, try optional(key) { value throws(MessageError) in try choice(key, value) })
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ value: JSONValue) throws(MessageError) -> Choice
    where Choice.RawValue == String {
        guard case .string(let text) = value, let choice = Choice(rawValue: text) else {
            throw wrong(key, "is \(Self.quoted(value.string ?? value.text)), not one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    /// The elements of a list, each read with its place: "peer 3 of the status report".
    func list<Element>(_ key: String, each name: String, _ read: (JSONValue, String) throws(MessageError) -> Element) throws(MessageError)
        -> [Element]
    {
        guard let value = object[key], !value.isNull else { throw wrong(key, "is missing") }
        guard case .array(let values) = value else { throw wrong(key, "is \(value.kind), not a list") }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for (index, value) in values.enumerated() { elements.append(try read(value, "\(name) \(index + 1) of \(place)")) }
        return elements
    }

    func strings(_ key: String, each name: String) throws(MessageError) -> [String] {
        try list(key, each: name) { value, place throws(MessageError) in
            guard case .string(let text) = value else { throw MessageError("\(place) is \(value.kind), not a string") }
            return text
        }
    }
}
