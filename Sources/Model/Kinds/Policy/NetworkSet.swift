internal import JSON

/// A set of networks with labels, for rules in any namespace that select it.
public typealias NetworkSet = Resource<NetworkSetKind>

public enum NetworkSetKind: ResourceKind {
    public typealias Spec = NetworkSetSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "NetworkSet", plural: "networksets", isNamespaced: true, aliases: ["netsets"], spec: NetworkSetSpec.schema,
        doc: "Networks that rules select by the labels of the set, as if they were endpoints of its namespace.",
        check: { $0.refuseNamespaceLabel(&$1) })
}

/// A set of networks that belongs to no namespace.
public typealias GlobalNetworkSet = Resource<GlobalNetworkSetKind>

public enum GlobalNetworkSetKind: ResourceKind {
    public typealias Spec = NetworkSetSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "GlobalNetworkSet", plural: "globalnetworksets", aliases: ["gnetsets", "gns"], spec: NetworkSetSpec.schema,
        doc: "Networks that rules select by the labels of the set, as if they were endpoints without a namespace.",
        check: { $0.refuseNamespaceLabel(&$1) })
}

public struct NetworkSetSpec: Fields {
    public static let schema = Schema(NetworkSetSpec())

    public let nets: Field<[Network]> = .list("nets", of: ParsedRule<Network>.network, doc: "Prefixes and addresses, of either family.")
}

extension AnyResource {
    /// The label stands for the set's real namespace where rules are evaluated.
    fileprivate func refuseNamespaceLabel(_ inspection: inout Inspection) {
        let label = "projectcalico.org/namespace"
        guard inspection.origin == .typed, let value = metadata.object["labels"]?[label] else { return }
        inspection.refuse(
            value, "must not be set: the label is given to the set by its namespace", at: [.member("metadata"), .member("labels"), .member(label)])
    }
}
