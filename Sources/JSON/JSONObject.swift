/// The members of a JSON object in the order they were written.
///
/// Look-up is linear: objects of configurations and records have tens of members.
public struct JSONObject: Hashable, Sendable {
    public private(set) var members: [(key: String, value: JSONValue)] = []

    public init() {}

    /// Later members of the same key replace earlier ones.
    public init(_ members: some Sequence<(String, JSONValue)>) {
        for (key, value) in members { self[key] = value }
    }

    /// Members known to have different keys, in their order.
    public init(distinct members: [(key: String, value: JSONValue)]) { self.members = members }

    public subscript(_ key: String) -> JSONValue? {
        get { members.first { $0.key == key }?.value }
        set {
            let position = members.firstIndex { $0.key == key }
            switch (position, newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): members.remove(at: position)
            case (nil, let value?): members.append((key, value))
            case (nil, nil): break
            }
        }
    }

    /// Adds a member whose key is known not to be there yet; spares the look-up.
    public mutating func append(_ key: String, _ value: JSONValue) { members.append((key, value)) }

    /// Makes room for so many members.
    public mutating func reserve(_ count: Int) { members.reserveCapacity(count) }

    public var keys: [String] { members.map(\.key) }
    public var isEmpty: Bool { members.isEmpty }

    /// Equal members in any order (RFC 8259 §4: the order carries no meaning).
    public static func == (left: Self, right: Self) -> Bool {
        left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(Set(members.map(\.key)))
    }
}
