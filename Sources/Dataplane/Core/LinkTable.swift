internal import Addresses
internal import CNetlink
internal import Glibc
internal import Netlink

/// The host's interfaces and their addresses, from the kernel's messages.
struct LinkTable {
    private(set) var links: [Int32: NetworkInterface] = [:]
    private var addresses: [Int32: [NetworkInterface.Address]] = [:]
    private var indexes: [String: Int32] = [:]

    func index(named name: String) -> Int32? { indexes[name] }
    func name(_ index: Int32) -> String { links[index]?.name ?? "if\(index)" }
    func isUp(_ index: Int32) -> Bool { links[index]?.isUp ?? false }
    func isOwn(_ address: IPAddress) -> Bool { addresses.values.contains { $0.contains { $0.prefix.address == address } } }
    func hasAddress(_ index: Int32, _ family: IPAddress.Family) -> Bool {
        addresses[index]?.contains { $0.prefix.family == family } ?? false
    }
    /// Index and address of all.
    var allAddresses: [(Int32, IPPrefix)] { addresses.flatMap { index, list in list.map { (index, $0.prefix) } } }

    var view: NetworkView {
        NetworkView(
            interfaces: links.values.sorted { $0.index < $1.index }.map { link in
                var link = link
                link.details = (addresses[link.index] ?? []).sorted { left, right in
                    (left.prefix.address, left.prefix.length) < (right.prefix.address, right.prefix.length)
                }
                return link
            })
    }

    /// - Returns: What it was before.
    mutating func put(_ link: NetworkInterface) -> NetworkInterface? {
        let old = links.updateValue(link, forKey: link.index)
        if let old, old.name != link.name, indexes[old.name] == link.index { indexes[old.name] = nil }
        indexes[link.name] = link.index
        return old
    }

    mutating func remove(_ index: Int32) -> NetworkInterface? {
        addresses[index] = nil
        guard let old = links.removeValue(forKey: index) else { return nil }
        if indexes[old.name] == index { indexes[old.name] = nil }
        return old
    }

    mutating func put(_ address: NetworkInterface.Address, on index: Int32) {
        addresses[index, default: []].removeAll { $0.prefix == address.prefix }
        addresses[index, default: []].append(address)
    }

    mutating func remove(_ prefix: IPPrefix, from index: Int32) {
        addresses[index]?.removeAll { $0.prefix == prefix }
        if addresses[index]?.isEmpty == true { addresses[index] = nil }
    }

    /// The interface of an RTM_NEWLINK or RTM_DELLINK; nil when the message is about something else (ports of bridges) or no good.
    static func link(_ reply: NetlinkReply) -> NetworkInterface? {
        guard let header = reply.header(ifinfomsg.self), Int32(header.ifi_family) == AF_UNSPEC, header.ifi_index > 0 else { return nil }
        let attributes = reply.attributes(after: MemoryLayout<ifinfomsg>.size)
        guard let name = attributes.text(Int(IFLA_IFNAME)) else { return nil }
        return NetworkInterface(
            index: header.ifi_index, name: name, isUp: header.ifi_flags & UInt32(IFF_UP.rawValue) != 0,
            hasCarrier: header.ifi_flags & UInt32(IFF_LOWER_UP.rawValue) != 0, mtu: Int(attributes.number(Int(IFLA_MTU), as: UInt32.self) ?? 0),
            mac: attributes.octets(Int(IFLA_ADDRESS)).flatMap { MACAddress(octets: $0) })
    }

    /// The address of an RTM_NEWADDR or RTM_DELADDR and the index of its interface.
    static func address(_ reply: NetlinkReply) -> (Int32, NetworkInterface.Address)? {
        guard let header = reply.header(ifaddrmsg.self), let family = IPAddress.Family(kernelNumber: header.ifa_family) else { return nil }
        let attributes = reply.attributes(after: MemoryLayout<ifaddrmsg>.size)
        guard let octets = attributes.octets(Int(IFA_LOCAL)) ?? attributes.octets(Int(IFA_ADDRESS)), octets.count == family.octets,
            let prefix = IPPrefix(IPAddress(family: family, octets: octets), length: Int(header.ifa_prefixlen))
        else { return nil }
        let flags = attributes.number(Int(IFA_FLAGS), as: UInt32.self) ?? UInt32(header.ifa_flags)
        let unsettled = UInt32(IFA_F_TENTATIVE | IFA_F_DADFAILED | IFA_F_DEPRECATED)
        return (Int32(bitPattern: header.ifa_index), .init(prefix: prefix, isUnsettled: flags & unsettled != 0))
    }
}
