import JSON

/// The members of one JSON object, read with the types the specification gives them; errors name the place.
///
/// Absent and null are the same, as in the Go types that defined the format.
struct Members {
    private let object: JSONObject
    /// Where the object stands: "" or "ips[0]." with a final dot.
    private let place: String
    private let code: CNIError.Code
    /// What the document is: "network configuration".
    private let document: String

    init(_ object: JSONObject, of document: String, code: CNIError.Code, place: String = "") {
        self.object = object
        self.document = document
        self.code = code
        self.place = place
    }

    func value(_ key: String) -> JSONValue? { object[key].flatMap { $0.isNull ? nil : $0 } }

    /// Whether the member is written, be it as null.
    func mentions(_ key: String) -> Bool { object[key] != nil }

    func string(_ key: String) throws(CNIError) -> String? {
        guard let value = value(key) else { return nil }
        guard let string = value.string else { throw wrongType(key, "a string", found: value) }
        return string
    }

    /// The member, nil when it is the empty string.
    func text(_ key: String) throws(CNIError) -> String? {
        try string(key).flatMap { $0.isEmpty ? nil : $0 }
    }

    func integer(_ key: String) throws(CNIError) -> Int? {
        guard let value = value(key) else { return nil }
        guard let integer = value.integer else { throw wrongType(key, "an integer", found: value) }
        return Int(integer)
    }

    func object(_ key: String) throws(CNIError) -> JSONObject? {
        guard let value = value(key) else { return nil }
        guard let object = value.object else { throw wrongType(key, "an object", found: value) }
        return object
    }

    func array(_ key: String) throws(CNIError) -> [JSONValue] {
        guard let value = value(key) else { return [] }
        guard let array = value.array else { throw wrongType(key, "an array", found: value) }
        return array
    }

    func strings(_ key: String) throws(CNIError) -> [String] {
        var strings: [String] = []
        for (index, element) in try array(key).enumerated() {
            guard let string = element.string else { throw wrongType("\(key)[\(index)]", "a string", found: element) }
            strings.append(string)
        }
        return strings
    }

    /// The members of a member that is an object.
    func members(_ key: String) throws(CNIError) -> Members? {
        guard let object = try object(key) else { return nil }
        return inner(object, key)
    }

    /// The members of each object in an array.
    func list(_ key: String) throws(CNIError) -> [Members] {
        var list: [Members] = []
        for (index, element) in try array(key).enumerated() {
            guard let object = element.object else { throw wrongType("\(key)[\(index)]", "an object", found: element) }
            list.append(inner(object, "\(key)[\(index)]"))
        }
        return list
    }

    /// The error for a member whose value is no `wanted`, or which is missing.
    func invalid(_ key: String, _ wanted: String, found: String?) -> CNIError {
        CNIError(code, "invalid \(document): \(place)\(key) must be \(wanted)", details: found.map { "found \($0)" } ?? "it is missing")
    }

    private func inner(_ object: JSONObject, _ key: String) -> Members {
        Members(object, of: document, code: code, place: "\(place)\(key).")
    }

    private func wrongType(_ key: String, _ wanted: String, found: JSONValue) -> CNIError {
        invalid(key, wanted, found: found.kind)
    }
}
