public import Addresses
internal import CNetlink
internal import Glibc
public import Netlink

/// An interface as the kernel describes it (linux/if_link.h).
public struct HostLink: Hashable, Sendable {
    public let index: Int32
    public let name: String
    /// "veth", "bridge", ...; nil for hardware.
    public let kind: String?
    public let mac: MACAddress?
    public let mtu: Int
    public let isUp: Bool
    /// Index of the other end in its own namespace; nil when it has none.
    public let peerIndex: Int32?
    /// The other end's namespace as this namespace numbers it (`IFLA_LINK_NETNSID`); nil when it is this one.
    public let peerNamespaceID: Int32?

    init?(_ reply: NetlinkReply) {
        guard reply.type == Int(RTM_NEWLINK), let header = reply.header(ifinfomsg.self) else { return nil }
        let attributes = reply.attributes(after: MemoryLayout<ifinfomsg>.size)
        guard let name = attributes.text(Int(IFLA_IFNAME)) else { return nil }
        index = header.ifi_index
        self.name = name
        kind = attributes.nested(Int(IFLA_LINKINFO))?.text(Int(IFLA_INFO_KIND))
        mac = attributes.octets(Int(IFLA_ADDRESS)).flatMap { MACAddress(octets: $0) }
        mtu = Int(attributes.number(Int(IFLA_MTU), as: UInt32.self) ?? 0)
        isUp = header.ifi_flags & UInt32(IFF_UP.rawValue) != 0
        peerIndex = attributes.number(Int(IFLA_LINK), as: Int32.self)
        peerNamespaceID = attributes.number(Int(IFLA_LINK_NETNSID), as: Int32.self)
    }

    /// A veth with the MAC address all our host ends carry.
    public var looksLikeOurs: Bool { kind == "veth" && mac == CalicoLink.hostMAC }

    /// The interface of that name in the socket's namespace; nil when there is none.
    public static func named(_ name: String, _ socket: borrowing NetlinkSocket) throws(KernelError) -> HostLink? {
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETLINK), header: ifinfomsg(), operation: "link show \(name)") { $0.put(Int(IFLA_IFNAME), name) }
        return try first(batch, socket)
    }

    /// The interface of that index in the socket's namespace; nil when there is none.
    public static func numbered(_ index: Int32, _ socket: borrowing NetlinkSocket) throws(KernelError) -> HostLink? {
        var header = ifinfomsg()
        header.ifi_index = index
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETLINK), header: header, operation: "link show index \(index)")
        return try first(batch, socket)
    }

    private static func first(_ batch: borrowing NetlinkBatch, _ socket: borrowing NetlinkSocket) throws(KernelError) -> HostLink? {
        var link: HostLink?
        do {
            try socket.execute(batch) { link = HostLink($0) ?? link }
        } catch  where error.isAlreadyGone {
            return nil
        }
        return link
    }

    /// Every interface of the socket's namespace.
    public static func all(_ socket: borrowing NetlinkSocket) throws(KernelError) -> [HostLink] {
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETLINK), flags: Int(NLM_F_DUMP), header: ifinfomsg(), operation: "link show")
        var links: [HostLink] = []
        try socket.dump(batch, restart: { links = [] }, onReply: { reply in HostLink(reply).map { links.append($0) } })
        return links
    }

    /// Deletes the interface; "not there" is success. Waits for the kernel's grace period, about 15 ms.
    public func delete(_ socket: borrowing NetlinkSocket) throws(KernelError) {
        var header = ifinfomsg()
        header.ifi_index = index
        var batch = NetlinkBatch()
        let name = name
        batch.append(Int(RTM_DELLINK), header: header, operation: "link delete \(name)")
        do { try socket.execute(batch) } catch  where error.isAlreadyGone { return }
    }

    /// The number the socket's namespace gives another one (`RTM_GETNSID`); nil when it has none, so no link leads there.
    public static func namespaceID(
        of namespace: borrowing NetworkNamespace, _ socket: borrowing NetlinkSocket
    ) throws(KernelError) -> Int32? {
        let descriptor = UInt32(bitPattern: namespace.descriptor)
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETNSID), header: rtgenmsg(), operation: "netns list-id") { $0.put(Int(NETNSA_FD), descriptor) }
        var number: Int32?
        try socket.execute(batch) { reply in
            number = reply.attributes(after: MemoryLayout<rtgenmsg>.size).number(Int(NETNSA_NSID), as: Int32.self) ?? number
        }
        return number == -1 ? nil : number
    }
}
