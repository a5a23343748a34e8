internal import Addresses
public import JSON

extension IPAMStorage {
    /// The members of the value in etcd, in the order in which upstream writes them.
    public static func value(from resource: AnyResource) -> JSONObject {
        switch resource.kind.storage {
        case .ipamConfiguration: configuration.value(from: resource.spec)
        case .ipamBlock: block.value(from: resource.spec)
        case .ipamHandle: handle.value(from: resource.spec)
        case .ipamBlockAffinity: affinity.value(from: resource.spec)
        case .resource, .policy: resource.json
        }
    }

    /// The resource that a key and its value make; the metadata has a name and nothing else.
    ///
    /// - Parameter value: The members of the value.
    public static func resource(_ kind: Kind, key: String, value: JSONObject) throws(StoredResourceError) -> AnyResource {
        var metadata = Metadata()
        var spec: JSONObject
        switch (kind.storage, IPAMKey(key)) {
        case (.ipamConfiguration, .configuration?):
            metadata.name = "default"
            spec = configuration.spec(from: value)
        case (.ipamBlock, .block(let cidr)?):
            metadata.name = cidr.resourceName
            spec = block.spec(from: value)
            let told = spec["cidr"]?.string ?? "none"
            guard told == cidr.description else { throw StoredResourceError(key: key, reason: "its block is \(told) and should be \(cidr)") }
            // Releases before 3.0 wrote the node's name alone.
            if let host = spec["hostAffinity"]?.string, spec["affinity"] == nil { spec["affinity"] = .string("host:" + host) }
            spec["hostAffinity"] = nil
        case (.ipamHandle, .handle(let id)?):
            metadata.name = id
            spec = JSONObject(distinct: [("handleID", .string(id))] + handle.spec(from: value).members)
        case (.ipamBlockAffinity, .affinity(let type, let owner, let cidr)?):
            metadata.name = owner + "-" + cidr.resourceName
            spec = JSONObject(distinct: [("node", .string(owner)), ("type", .string(type.rawValue)), ("cidr", .string(cidr.description))])
            for (field, content) in affinity.spec(from: value).members { spec[field] = content }
        default: throw StoredResourceError(key: key, reason: "that is no key of a \(kind.name)")
        }
        return AnyResource(kind, metadata, spec: spec)
    }

    private static let configuration = Layout(
        [
            Member("strictAffinity", "strict_affinity", zero: false, isDropped: true),
            Member("autoAllocateBlocks", "auto_allocate_blocks", zero: false, isDropped: true),
            Member("maxBlocksPerHost", isDropped: true), Member("kubeVirtVMAddressPersistence", isDropped: true),
            Member("ipCooldownSeconds", isDropped: true),
        ])
    private static let block = Layout(
        [
            Member("cidr"), Member("affinity", zero: .null), Member("affinityClaimTime", "affinity_claim_time", isDropped: true),
            Member("allocations", zero: []), Member("unallocated", zero: []), Member("attributes", zero: []), Member("sequenceNumber", zero: 0),
            Member("sequenceNumberForAllocation", zero: [:]), Member("deleted", zero: false),
        ], leavesOut: ["strictAffinity"])
    private static let handle = Layout([Member("block", zero: [:]), Member("deleted", zero: false)], leavesOut: ["handleID"])
    private static let affinity = Layout(
        [Member("state", zero: ""), Member("deleted", zero: false)], leavesOut: ["node", "type", "cidr"])
}
