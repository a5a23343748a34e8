/// A kind of resource: its names, its fields, and what holds for it as a whole.
public final class Kind: Sendable {
    /// "IPPool".
    public let name: String
    /// As in keys and URLs: "ippools".
    public let plural: String
    public let isNamespaced: Bool
    /// What people may write besides the name and the plural.
    public let aliases: [String]
    /// Sentences for people.
    public let documentation: String
    public let names: NameRule
    public let storage: StorageForm
    /// Made when it is first asked for: a program that needs one kind does not pay for the fields of all.
    public var spec: any AnySchema { makeSpec() }
    /// nil for a kind without status.
    public var status: (any AnySchema)? { makeStatus() }
    private let makeSpec: @Sendable () -> any AnySchema
    private let makeStatus: @Sendable () -> (any AnySchema)?
    /// Whether an absent status is written as an empty object, as Go writes a struct.
    let alwaysHasStatus: Bool
    let prepare: @Sendable (inout AnyResource) -> Void
    let check: @Sendable (AnyResource, inout Inspection) -> Void
    let checkChange: @Sendable (_ old: AnyResource, _ new: AnyResource, inout Inspection) -> Void

    /// - Parameters:
    ///   - prepare: Fills in what depends on several fields, before the check.
    ///   - check: Rules that need more than the spec, such as the name; every field is right by itself by then.
    ///   - checkChange: Rules for updates besides immutable fields.
    public init(
        _ name: String, plural: String, isNamespaced: Bool = false, aliases: [String], names: NameRule = .subdomain, storage: StorageForm = .resource,
        spec: @autoclosure @escaping @Sendable () -> any AnySchema, status: @autoclosure @escaping @Sendable () -> (any AnySchema)? = nil,
        alwaysHasStatus: Bool = false, doc documentation: String,
        prepare: @escaping @Sendable (inout AnyResource) -> Void = { _ in },
        check: @escaping @Sendable (AnyResource, inout Inspection) -> Void = { _, _ in },
        checkChange: @escaping @Sendable (_ old: AnyResource, _ new: AnyResource, inout Inspection) -> Void = { _, _, _ in }
    ) {
        self.name = name
        self.plural = plural
        self.isNamespaced = isNamespaced
        self.aliases = aliases
        self.documentation = documentation
        self.names = names
        self.storage = storage
        makeSpec = spec
        makeStatus = status
        self.alwaysHasStatus = alwaysHasStatus
        self.prepare = prepare
        self.check = check
        self.checkChange = checkChange
    }

    public static let apiVersion = "projectcalico.org/v3"
    public static let defaultNamespace = "default"
}

extension Kind: Hashable {
    public static func == (left: Kind, right: Kind) -> Bool { left === right || left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Kind: CustomStringConvertible {
    public var description: String { name }
}
