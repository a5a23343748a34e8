internal import IPAM

/// A configured network and the pools it takes addresses from.
struct NetworkPools {
    let network: String
    let pools: [AddressPool]
}
