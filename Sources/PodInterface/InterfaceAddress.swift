public import Addresses
internal import CNetlink
internal import Glibc
public import Netlink

/// An address configured on an interface (linux/if_addr.h).
public struct InterfaceAddress: Hashable, Sendable {
    public let prefix: IPPrefix
    public let interface: Int32

    /// Every address of the socket's namespace.
    public static func all(_ socket: borrowing NetlinkSocket) throws(KernelError) -> [InterfaceAddress] {
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETADDR), flags: Int(NLM_F_DUMP), header: ifaddrmsg(), operation: "address show")
        var addresses: [InterfaceAddress] = []
        try socket.dump(batch, restart: { addresses = [] }, onReply: { reply in InterfaceAddress(reply).map { addresses.append($0) } })
        return addresses
    }

    private init?(_ reply: NetlinkReply) {
        guard reply.type == Int(RTM_NEWADDR), let header = reply.header(ifaddrmsg.self) else { return nil }
        guard let family = IPAddress.Family(kernelNumber: header.ifa_family) else { return nil }
        let attributes = reply.attributes(after: MemoryLayout<ifaddrmsg>.size)
        guard let octets = attributes.octets(Int(IFA_LOCAL)) ?? attributes.octets(Int(IFA_ADDRESS)), octets.count == family.octets,
            let prefix = IPPrefix(IPAddress(family: family, octets: octets), length: Int(header.ifa_prefixlen))
        else { return nil }
        self.prefix = prefix
        interface = Int32(bitPattern: header.ifa_index)
    }
}
