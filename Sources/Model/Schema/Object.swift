public import JSON

/// An object of a resource with its fields by name: `pool.spec.cidr`.
///
/// It holds the JSON members as they are stored; reading a field decodes it, and members that the schema does not know stay untouched.
@dynamicMemberLookup
public struct Object<F: Fields>: FieldValue, Hashable {
    public var object: JSONObject

    public init(_ object: JSONObject = JSONObject()) { self.object = object }

    public init?(json: JSONValue) {
        guard case .object(let object) = json else { return nil }
        self.object = object
    }

    public var json: JSONValue { .object(object) }

    /// Whether a member is there, whatever it holds.
    func has(_ member: String) -> Bool { object[member] != nil }

    /// nil when the field is absent or holds something else than its declaration says.
    public subscript<Value>(dynamicMember path: KeyPath<F, Field<Value>>) -> Value? {
        get { object[F.schema.name(of: path)].flatMap { Value(json: $0) } }
        set { object[F.schema.name(of: path)] = newValue?.json }
    }

    /// The fields of a group: the same object, seen through the group's names.
    public subscript<Group: Fields>(group _: KeyPath<F, Group>) -> Object<Group> {
        get { Object<Group>(object) }
        set { object = newValue.object }
    }

    /// The value of a field or, when it is absent, what that means.
    public subscript<Value>(effective path: KeyPath<F, Field<Value>>) -> Value? {
        let name = F.schema.name(of: path)
        let value = object[name] ?? F.schema.field(name).flatMap { $0.assumed ?? $0.written }
        return value.flatMap { Value(json: $0) }
    }
}
