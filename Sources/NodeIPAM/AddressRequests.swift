internal import Addresses
public import CNISpec
internal import IPAM
public import NodeStore

/// What one ADD asks of the node's addresses: the configured pools, and the addresses somebody insists on.
public enum AddressRequests {
    /// One request a pool, in the order of the pools.
    ///
    /// Wanted addresses come from runtimeConfig or args of the configuration, else from `IP` in CNI_ARGS, at most one a family.
    public static func make(
        _ addresses: AddressConfiguration, _ configuration: NetworkConfiguration, _ arguments: CNIArguments
    ) throws(CNIError) -> [PoolRequest] {
        let wanted = configuration.runtimeAddresses.isEmpty ? arguments.addresses : configuration.runtimeAddresses
        for family in IPAddress.Family.allCases where wanted.count(where: { $0.family == family }) > 1 {
            throw CNIError(
                .addressUnavailable, "a pod gets one address of each family",
                details: "\(wanted.map { "\($0.address)" }.joined(separator: ", ")) were requested; leave one IPv\(family.rawValue) address")
        }
        for address in wanted where !addresses.pools.contains(where: { $0.family == address.family }) {
            throw CNIError(
                .addressUnavailable, "the requested address is not one this network hands out",
                details: "\(address.address) was requested and the network has no IPv\(address.family.rawValue) range, "
                    + "only \(addresses.pools.map(\.description).joined(separator: ", "))")
        }
        return addresses.pools.map { pool in
            PoolRequest(pool: pool, wanted: wanted.first { $0.family == pool.family }?.address)
        }
    }
}
