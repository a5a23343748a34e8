public import JSON

/// The metadata of a resource, in Kubernetes' form (ObjectMeta).
public typealias Metadata = Object<MetadataFields>

public struct MetadataFields: Fields {
    public static let schema = Schema(MetadataFields(), [])
    /// Octets that the keys and values of annotations may have together.
    public static let largestAnnotations = 262_144

    public let name = Field.text("name", .immutable, longest: 253, doc: "Name, unique among the resources of a kind (and namespace).")
    public let generateName = Field.text("generateName", doc: "Prefix of a generated name; not supported outside Kubernetes.")
    public let namespace = Field.text(
        "namespace", .immutable, form: "a namespace: lower-case letters, digits and -, at most 63 octets", { Name.isLabel($0) },
        doc: "Namespace; only for kinds that live in one.")
    public let selfLink = Field.text("selfLink", .reported, doc: "Unused.")
    public let uid = Field.text("uid", .reported, doc: "Unique identity, given when the resource is created (RFC 9562).")
    public let resourceVersion = Field.text(
        "resourceVersion", .reported, doc: "Version of the resource; an update that carries one is refused when the resource has changed since.")
    public let generation = Field.integer("generation", .reported, .dropsZero, doc: "Counter of changes to the spec; kept by Kubernetes only.")
    public let creationTimestamp = Field.text("creationTimestamp", .reported, doc: "When the resource was created (RFC 3339).")
    public let deletionTimestamp = Field.text("deletionTimestamp", .reported, doc: "When deletion was asked for; kept by Kubernetes only.")
    public let deletionGracePeriodSeconds = Field.integer("deletionGracePeriodSeconds", .reported, doc: "Kept by Kubernetes only.")
    public let labels: Field<[String: String]> = Field.map(
        "labels",
        to: TextRule("a label value: at most 63 letters, digits, -, _ and ., with a letter or digit at both ends") { Name.isLabelValue($0) },
        keys: "a label name", Name.qualifiedNameFault, doc: "Labels, for selectors to match.")
    public let annotations: Field<[String: String]> = Field.map(
        "annotations", to: TextRule(longest: MetadataFields.largestAnnotations), keys: "a qualified name",
        { Name.qualifiedNameFault($0.lowercased()) },
        doc: "Free text for programs and people; at most 256 KiB together.")
    public let ownerReferences: Field<[JSONValue]> = Field.list(
        "ownerReferences", .reported, of: AnyRule(), doc: "Resources whose deletion deletes this one; kept by Kubernetes only.")
    public let finalizers: Field<[String]> = Field.list(
        "finalizers", .reported, of: TextRule(), doc: "What has to happen before deletion; kept by Kubernetes only.")
    public let managedFields = Field.anything("managedFields", .reported, doc: "Who wrote which field; kept by Kubernetes only.")
}

extension Inspection {
    /// Refuses annotations, a member of the object here, that are too large together.
    mutating func limitAnnotations(_ annotations: JSONValue?) {
        guard case .object(let annotations)? = annotations else { return }
        let size = annotations.members.reduce(0) { $0 + $1.key.utf8.count + ($1.value.string?.utf8.count ?? 0) }
        guard size > MetadataFields.largestAnnotations else { return }
        refuse(nil, "have \(size) octets together, \(MetadataFields.largestAnnotations) are allowed", at: [.member("annotations")])
    }
}
