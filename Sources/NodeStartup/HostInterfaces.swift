internal import Addresses
internal import CNetlink
internal import Glibc
public import Netlink

/// Reads the host's interfaces.
public enum HostInterfaces {
    /// Those of the calling thread's network namespace, by index.
    public static func read() throws(KernelError) -> [HostInterface] {
        let socket = try NetlinkSocket(.route)
        var interfaces = try links(socket)
        for (index, address) in try addresses(socket) { interfaces[index]?.addresses.append(address) }
        let routes = try defaultRoutes(socket)
        for family in IPAddress.Family.allCases {
            let own = routes.filter { $0.prefix.family == family }
            let best = own.map(\.metric).min()
            for hop in own.filter({ $0.metric == best }).flatMap(\.hops) { interfaces[hop.interface]?.defaultRoutes.insert(family) }
        }
        return interfaces.values.sorted { $0.index < $1.index }
    }

    private static func links(_ socket: borrowing NetlinkSocket) throws(KernelError) -> [Int32: HostInterface] {
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETLINK), flags: Int(NLM_F_DUMP), header: ifinfomsg(), operation: "link show")
        var found: [Int32: HostInterface] = [:]
        try socket.dump(
            batch, restart: { found = [:] },
            onReply: { reply in
                guard reply.type == Int(RTM_NEWLINK), let header = reply.header(ifinfomsg.self) else { return }
                let attributes = reply.attributes(after: MemoryLayout<ifinfomsg>.size)
                guard let name = attributes.text(Int(IFLA_IFNAME)) else { return }
                found[header.ifi_index] = HostInterface(
                    name: name, index: header.ifi_index, isUp: header.ifi_flags & UInt32(IFF_UP.rawValue) != 0,
                    hasCarrier: header.ifi_flags & lowerUp != 0, mtu: Int(attributes.number(Int(IFLA_MTU), as: UInt32.self) ?? 0), addresses: [])
            })
        return found
    }

    /// `IFF_LOWER_UP` (linux/if.h), which glibc's header lacks.
    private static let lowerUp: UInt32 = 1 << 16

    private static func addresses(_ socket: borrowing NetlinkSocket) throws(KernelError) -> [(Int32, HostAddress)] {
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETADDR), flags: Int(NLM_F_DUMP), header: ifaddrmsg(), operation: "address show")
        var found: [(Int32, HostAddress)] = []
        try socket.dump(
            batch, restart: { found = [] },
            onReply: { reply in
                guard reply.type == Int(RTM_NEWADDR), let header = reply.header(ifaddrmsg.self) else { return }
                guard let family = IPAddress.Family(kernelNumber: header.ifa_family) else { return }
                let attributes = reply.attributes(after: MemoryLayout<ifaddrmsg>.size)
                guard let octets = attributes.octets(Int(IFA_LOCAL)) ?? attributes.octets(Int(IFA_ADDRESS)), octets.count == family.octets,
                    let prefix = IPPrefix(IPAddress(family: family, octets: octets), length: Int(header.ifa_prefixlen))
                else { return }
                let flags = attributes.number(Int(IFA_FLAGS), as: UInt32.self) ?? UInt32(header.ifa_flags)
                // One bit of two meanings (linux/if_addr.h).
                let isOther = flags & UInt32(IFA_F_SECONDARY) != 0
                let address = HostAddress(
                    prefix, isSecondary: isOther && family == .v4, isTemporary: isOther && family == .v6,
                    isDeprecated: flags & UInt32(IFA_F_DEPRECATED) != 0, isDuplicate: flags & UInt32(IFA_F_DADFAILED) != 0)
                found.append((Int32(bitPattern: header.ifa_index), address))
            })
        return found
    }

    /// The default routes of the main table. The kernel tells every route; those of a large network are not kept.
    private static func defaultRoutes(_ socket: borrowing NetlinkSocket) throws(KernelError) -> [RouteMessage] {
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETROUTE), flags: Int(NLM_F_DUMP), header: rtmsg(), operation: "route show default")
        var found: [RouteMessage] = []
        try socket.dump(
            batch, restart: { found = [] },
            onReply: { reply in
                guard reply.type == Int(RTM_NEWROUTE), reply.header(rtmsg.self)?.rtm_dst_len == 0, let route = RouteMessage(reply.payload),
                    route.table == UInt32(RT_TABLE_MAIN.rawValue), route.isUnicast, !route.isCached
                else { return }
                found.append(route)
            })
        return found
    }
}
