/// A Kubernetes service whose endpoints a rule matches, with their ports.
public struct ServiceMatchFields: Fields {
    public static let schema = Schema(ServiceMatchFields())

    public let name = Field.text("name", .required, form: "a service's name", longest: 253, Name.isSubdomain, doc: "Name of the service.")
    public let namespace = Field.text(
        "namespace", form: "a namespace's name", longest: 253, Name.isSubdomain,
        doc: "Namespace of the service; absent: that of the policy. Policies without a namespace need it.")
}
