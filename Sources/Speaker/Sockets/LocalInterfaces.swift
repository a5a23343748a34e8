internal import Addresses
internal import Glibc

/// The host's interfaces when a session comes up: which addresses stand beside the one it uses, and what its link shares with the peer.
struct LocalInterfaces {
    private struct Entry {
        let name: String
        let address: IPAddress
        let network: IPPrefix?
    }

    private let entries: [Entry]

    /// Those of the network namespace the caller's thread is in; none when they cannot be read.
    ///
    /// Not by NIO's `System.enumerateDevices()`: that makes a socket for each address, and a node with many pods has hundreds.
    init() {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else {
            entries = []
            return
        }
        defer { freeifaddrs(first) }
        var entries: [Entry] = []
        var place = first
        while let found = place?.pointee {
            place = found.ifa_next
            guard let address = Self.address(found.ifa_addr) else { continue }
            let length = Self.address(found.ifa_netmask).map { $0.value.nonzeroBitCount }
            let network = length.flatMap { IPPrefix(address, length: $0)?.network }
            entries.append(Entry(name: String(cString: found.ifa_name), address: address, network: network))
        }
        self.entries = entries
    }

    private static func address(_ socket: UnsafeMutablePointer<sockaddr>?) -> IPAddress? {
        guard let socket else { return nil }
        let octets = UnsafeRawPointer(socket)
        switch Int32(socket.pointee.sa_family) {
        // sin_addr is behind family and port, sin6_addr behind the flow label as well.
        case AF_INET: return IPAddress(family: .v4, value: UInt128(UInt32(bigEndian: octets.loadUnaligned(fromByteOffset: 4, as: UInt32.self))))
        case AF_INET6: return IPAddress(family: .v6, value: UInt128(bigEndian: octets.loadUnaligned(fromByteOffset: 8, as: UInt128.self)))
        default: return nil
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
