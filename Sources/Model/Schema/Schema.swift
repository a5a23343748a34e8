public import JSON

/// The fields of one kind of object in their order, and the rules that span several of them.
///
/// A class, because the declaration of a large kind takes kilobytes, and every access to a field goes through its schema.
public final class Schema<F: Fields>: AnySchema {
    /// What ``Object`` reaches the fields by.
    public let declared: F
    public let fields: [any AnyField]
    public let name: String
    private let table: FieldTable
    /// The names of the fields by their place in ``declared``, in words of memory; groups have empty names.
    private let names: [String]

    /// - Parameters:
    ///   - declared: Its stored properties of type ``Field`` are the fields, in their order. A property whose type is itself ``Fields`` is a
    ///     group: its fields and rules are part of this schema, its name is not on the wire.
    ///   - rules: Checked once each field is right by itself, after those of the groups.
    public init(_ declared: F, _ rules: [CrossFieldRule<F>] = []) {
        var (fields, checks): ([any AnyField], [FieldTable.Check]) = ([], [])
        var names: [String] = []
        for (_, value) in Mirror(reflecting: declared).children {
            switch value {
            case let field as any AnyField:
                fields.append(field)
                names.append(field.name)
            case let group as any Fields:
                let (members, itsChecks) = Self.contents(of: group)
                names += Self.places(of: group)
                fields += members
                checks += itsChecks
            default: preconditionFailure("\(F.self) has a property that is no field")
            }
        }
        precondition(names.count * MemoryLayout<Int>.stride == MemoryLayout<F>.size, "fields of \(F.self) are not laid out one after the other")
        for rule in rules { checks.append { rule.check(Object($0), &$1) } }
        self.declared = declared
        self.fields = fields
        table = FieldTable(fields, checks)
        self.names = names
        name = String(describing: F.self)
    }

    private static func contents<G: Fields>(of _: G) -> ([any AnyField], [FieldTable.Check]) {
        (G.schema.fields, G.schema.table.checks)
    }

    /// A group of the group's fields stands in the same words of memory.
    private static func places<G: Fields>(of _: G) -> [String] { G.schema.names }

    /// The name of the field that a key path leads to, without touching the fields: copying them all would cost more than the answer.
    public func name<Value>(of path: KeyPath<F, Field<Value>>) -> String {
        guard let offset = MemoryLayout<F>.offset(of: path) else { return declared[keyPath: path].name }
        return names[offset / MemoryLayout<Int>.stride]
    }

    public func field(_ name: String) -> (any AnyField)? { table.position(of: name).map { fields[$0] } }

    public func inspect(_ object: JSONObject, _ inspection: inout Inspection) -> JSONObject { table.inspect(object, &inspection) }

    public func ordered(_ object: JSONObject) -> JSONObject { table.ordered(object) }

    public func changes(from old: JSONObject, to new: JSONObject, _ inspection: inout Inspection) {
        for field in fields {
            let (before, after) = (old[field.name], new[field.name])
            if field.isImmutable, let before, !isSame(before, after, field.rule) {
                inspection.refuse(
                    after, "cannot be changed: it is \(before.text) and stays so; delete and create the resource instead", at: [.member(field.name)])
            }
            guard case .object(let older)? = before, case .object(let newer)? = after, let schema = field.rule.object else { continue }
            inspection.descend(.member(field.name)) { schema.changes(from: older, to: newer, &$0) }
        }
    }

    /// Whether two values differ in how they are written at most.
    private func isSame(_ before: JSONValue, _ after: JSONValue?, _ rule: any ValueRule) -> Bool {
        var ignored = Inspection(.stored)
        return before == after || rule.inspect(before, &ignored) == after
    }
}

/// A schema, whatever its fields.
public protocol AnySchema: Sendable {
    /// Of the type that declares the fields.
    var name: String { get }
    /// In the order in which they are written.
    var fields: [any AnyField] { get }
    func field(_ name: String) -> (any AnyField)?
    /// Checks an object and answers it in the form that is stored: canonical values, defaults, fields in order, unknown ones last.
    func inspect(_ object: JSONObject, _ inspection: inout Inspection) -> JSONObject
    /// The members of an object in the order of the fields, unknown ones last.
    func ordered(_ object: JSONObject) -> JSONObject
    /// Reports fields that changed and must not.
    func changes(from old: JSONObject, to new: JSONObject, _ inspection: inout Inspection)
}
