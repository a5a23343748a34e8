internal import Addresses
internal import NIOCore

/// The host's interfaces when a session comes up: which addresses stand beside the one it uses, and what its link shares with the peer.
struct LocalInterfaces {
    private struct Entry {
        let name: String
        let address: IPAddress
        let network: IPPrefix?
    }

    private let entries: [Entry]

    /// Those of the network namespace the caller's thread is in; none when they cannot be read.
    init() {
        let devices = (try? System.enumerateDevices()) ?? []
        entries = devices.compactMap { device in
            guard let address = IPAddress(device.address) else { return nil }
            let mask = IPAddress(device.netmask).map { $0.value.nonzeroBitCount }
            return Entry(name: device.name, address: address, network: mask.flatMap { IPPrefix(address, length: $0)?.network })
        }
    }

    private func interface(of address: IPAddress) -> String? { entries.first { $0.address == address }?.name }

    /// Networks of the interface with `local`, when the peer is in one of them.
    func sharedNetworks(local: IPAddress, peer: IPAddress) -> [IPPrefix] {
        guard let name = interface(of: local) else { return [] }
        let networks = entries.filter { $0.name == name && !$0.address.isLinkLocal }.compactMap(\.network)
        let isShared = networks.contains { $0.length < $0.family.bits && $0.contains(peer) }
        return isShared ? networks.filter { $0.length < $0.family.bits } : []
    }

    /// An address of the other family on the interface with `local`; one that other hosts can reach.
    func otherFamilyAddress(beside local: IPAddress) -> IPAddress? {
        guard let name = interface(of: local) else { return nil }
        return entries.first { $0.name == name && $0.address.family != local.family && !$0.address.isLinkLocal && !$0.address.isLoopback }?.address
    }

    func linkLocalAddress(beside local: IPAddress) -> IPAddress? {
        guard let name = interface(of: local) else { return nil }
        return entries.first { $0.name == name && $0.address.family == .v6 && $0.address.isLinkLocal }?.address
    }
}
