public import Addresses
internal import JSON

/// The other end of a connection, in Kubernetes' form (networking.k8s.io/v1, NetworkPolicyPeer): pods, or addresses.
public struct KubernetesPeerFields: Fields {
    public static let schema = Schema(
        KubernetesPeerFields(),
        [
            CrossFieldRule(nil, "needs podSelector, namespaceSelector or ipBlock") { !$0.object.isEmpty },
            CrossFieldRule("ipBlock", "must not be set together with podSelector or namespaceSelector") { peer in
                peer.object["ipBlock"] == nil || (peer.object["podSelector"] == nil && peer.object["namespaceSelector"] == nil)
            },
        ])

    public let podSelector: Field<Object<LabelSelectorFields>> = .object(
        "podSelector", doc: "Pods by their labels; empty: all. Without namespaceSelector those of the policy's namespace.")
    public let namespaceSelector: Field<Object<LabelSelectorFields>> = .object("namespaceSelector", doc: "Namespaces by their labels; empty: all.")
    public let ipBlock: Field<Object<IPBlockFields>> = .object("ipBlock", doc: "Addresses by their prefix.")
}

/// Addresses of a prefix with exceptions.
public struct IPBlockFields: Fields {
    public static let schema = Schema(
        IPBlockFields(),
        [
            CrossFieldRule { block, inspection in
                guard let cidr = block.cidr else { return }
                for (index, except) in (block.except ?? []).enumerated() where !cidr.contains(except) || except.length == cidr.length {
                    inspection.refuse(except.json, "is not a smaller prefix inside \(cidr)", at: [.member("except"), .element(index)])
                }
            }
        ])

    public let cidr = Field.prefix("cidr", .required, doc: "The prefix, for example 192.0.2.0/24.")
    public let except: Field<[IPPrefix]> = .list("except", of: ParsedRule<IPPrefix>.prefix(nil), doc: "Prefixes inside it that do not match.")
}
