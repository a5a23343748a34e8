internal import Addresses
internal import JSON

/// The resources of address management in the form that upstream's allocator has in etcd, and back.
///
/// In etcd these have no metadata: the name is made of the key, and there are neither labels nor a unique identity. Members that nobody here knows
/// are kept on both ways.
public enum IPAMStorage {
    /// The key of a resource; nil when its spec lacks a part of it.
    public static func key(for resource: AnyResource) -> IPAMKey? {
        switch resource.kind.storage {
        case .ipamConfiguration: return .configuration
        case .ipamBlock: return Object<IPAMBlockSpec>(resource.spec).cidr.map { .block($0.network) }
        case .ipamHandle: return .handle(Object<IPAMHandleSpec>(resource.spec).handleID ?? resource.name)
        case .ipamBlockAffinity:
            let spec = Object<BlockAffinitySpec>(resource.spec)
            guard let node = spec.node, let cidr = spec.cidr else { return nil }
            return .affinity(spec.type ?? .host, owner: node, cidr.network)
        case .resource, .policy: return nil
        }
    }

    /// The keys that a name may stand for, the likeliest first.
    ///
    /// There are several for a ``BlockAffinity``: its name, `<node>-<block>`, does not tell where the node's name ends, nor the type.
    public static func keys(_ identity: ResourceIdentity) -> [String] {
        let name = identity.name
        switch identity.kind.storage {
        case .ipamConfiguration: return name == "default" ? [IPAMKey.configuration.text] : []
        case .ipamBlock: return IPPrefix(resourceName: name[...]).map { [IPAMKey.block($0).text] } ?? []
        case .ipamHandle: return name.isEmpty ? [] : [IPAMKey.handle(name).text]
        case .ipamBlockAffinity:
            let claims = name.indices.filter { name[$0] == "-" && $0 != name.startIndex }.compactMap { dash in
                IPPrefix(resourceName: name[name.index(after: dash)...]).map { (String(name[..<dash]), $0) }
            }
            return AffinityType.allCases.flatMap { type in claims.map { IPAMKey.affinity(type, owner: $0, $1).text } }
        case .resource, .policy: return []
        }
    }
}
