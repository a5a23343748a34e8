internal import JSON

extension JSONValue {
    /// What stands at a place.
    func value(at place: JSONPointer) throws(PatchError) -> JSONValue {
        var value = self
        for (depth, token) in place.tokens.enumerated() {
            let here = JSONPointer(tokens: Array(place.tokens[...depth]))
            switch value {
            case .object(let object):
                guard let member = object[token] else { throw PatchError("\(here)", "is not there") }
                value = member
            case .array(let elements): value = elements[try Self.index(token, below: elements.count, here)]
            default: throw PatchError("\(here)", "is not there: what holds it is \(value.kind)")
            }
        }
        return value
    }

    /// RFC 6902 §4.1: sets a member, or inserts an element; "-" is behind the last one.
    mutating func add(_ value: JSONValue, at place: JSONPointer) throws(PatchError) {
        guard let last = place.tokens.last else {
            self = value
            return
        }
        try edit(place) { (parent) throws(PatchError) in
            switch parent {
            case .object(var object):
                object[last] = value
                parent = .object(object)
            case .array(var elements):
                let index = last == "-" ? elements.count : try Self.index(last, below: elements.count + 1, place)
                elements.insert(value, at: index)
                parent = .array(elements)
            default: throw PatchError("\(place)", "cannot be added: what would hold it is \(parent.kind)")
            }
        }
    }

    /// RFC 6902 §4.2.
    /// - Returns: What stood there.
    mutating func remove(at place: JSONPointer) throws(PatchError) -> JSONValue {
        guard let last = place.tokens.last else { throw PatchError("the whole document", "cannot be removed") }
        let old = try value(at: place)
        try edit(place) { (parent) throws(PatchError) in
            switch parent {
            case .object(var object):
                object[last] = nil
                parent = .object(object)
            case .array(var elements):
                elements.remove(at: try Self.index(last, below: elements.count, place))
                parent = .array(elements)
            default: throw PatchError("\(place)", "is not there")
            }
        }
        return old
    }

    /// RFC 6902 §4.3.
    mutating func replace(at place: JSONPointer, with value: JSONValue) throws(PatchError) {
        _ = try self.value(at: place)
        guard let last = place.tokens.last else {
            self = value
            return
        }
        try edit(place) { (parent) throws(PatchError) in
            switch parent {
            case .object(var object):
                object[last] = value
                parent = .object(object)
            case .array(var elements):
                elements[try Self.index(last, below: elements.count, place)] = value
                parent = .array(elements)
            default: throw PatchError("\(place)", "is not there")
            }
        }
    }

    /// Runs `change` on the value that holds a place.
    private mutating func edit(_ place: JSONPointer, _ change: (inout JSONValue) throws(PatchError) -> Void) throws(PatchError) {
        let (first, rest) = (place.tokens[0], place.tokens.dropFirst())
        guard !rest.isEmpty else { return try change(&self) }
        let inner = JSONPointer(tokens: Array(rest))
        do throws(PatchError) {
            switch self {
            case .object(var object):
                guard var member = object[first] else { throw PatchError("", "is not there: \(JSONPointer(tokens: [first])) is missing") }
                try member.edit(inner, change)
                object[first] = member
                self = .object(object)
            case .array(var elements):
                try elements[try Self.index(first, below: elements.count, JSONPointer(tokens: [first]))].edit(inner, change)
                self = .array(elements)
            default: throw PatchError("", "is not there: what holds it is \(kind)")
            }
        } catch { throw error.place.isEmpty ? PatchError("\(place)", error.reason) : error }
    }

    /// RFC 6901 §4: digits without leading zeros.
    private static func index(_ token: String, below count: Int, _ place: JSONPointer) throws(PatchError) -> Int {
        let isNumber = !token.isEmpty && token.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber, token == "0" || token.utf8.first != UInt8(ascii: "0") else {
            throw PatchError("\(place)", "\"\(token)\" is no number of an element: 0, 1, 2, ...")
        }
        guard let index = Int(token), index < count else { throw PatchError("\(place)", "the list has no element \(token): it has \(count)") }
        return index
    }
}
