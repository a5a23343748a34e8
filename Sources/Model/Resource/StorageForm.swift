/// How a kind's resources lie in the datastore.
public enum StorageForm: Hashable, Sendable {
    /// The resource's JSON below /calico/resources/v3/projectcalico.org.
    case resource
    /// The same, under a key that carries the tier's name, as releases up to 3.31 have it.
    case policy
    /// One of the keys of address management, below /calico/ipam/v2, in the form that the allocator reads.
    case ipamConfiguration, ipamBlock, ipamHandle, ipamBlockAffinity
}
