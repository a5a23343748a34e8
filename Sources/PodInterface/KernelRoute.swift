public import Addresses
internal import CNetlink
internal import Glibc
public import Netlink

/// A unicast route of the main table (linux/rtnetlink.h).
public struct KernelRoute: Hashable, Sendable {
    public let destination: IPPrefix
    public let gateway: IPAddress?
    /// Index of the outgoing interface; nil for a route with several.
    public let interface: Int32?
    public let routeProtocol: UInt8
    /// The smallest wins (`RTA_PRIORITY`).
    public let metric: UInt32

    public var isOurs: Bool { routeProtocol == CalicoLink.routeProtocol }

    /// Every unicast route of the main table, both families.
    public static func all(_ socket: borrowing NetlinkSocket) throws(KernelError) -> [KernelRoute] {
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETROUTE), flags: Int(NLM_F_DUMP), header: rtmsg(), operation: "route show")
        var routes: [KernelRoute] = []
        try socket.dump(batch, restart: { routes = [] }, onReply: { reply in KernelRoute(reply).map { routes.append($0) } })
        return routes
    }

    private init?(_ reply: NetlinkReply) {
        guard reply.type == Int(RTM_NEWROUTE), let header = reply.header(rtmsg.self), let family = IPAddress.Family(kernelNumber: header.rtm_family),
            header.rtm_type == UInt8(RTN_UNICAST), header.rtm_table == UInt8(RT_TABLE_MAIN.rawValue)
        else { return nil }
        let attributes = reply.attributes(after: MemoryLayout<rtmsg>.size)
        let octets = attributes.octets(Int(RTA_DST.rawValue)) ?? [UInt8](repeating: 0, count: family.octets)
        guard octets.count == family.octets, let prefix = IPPrefix(IPAddress(family: family, octets: octets), length: Int(header.rtm_dst_len)) else {
            return nil
        }
        destination = prefix
        gateway = attributes.octets(Int(RTA_GATEWAY.rawValue)).flatMap { $0.count == family.octets ? IPAddress(family: family, octets: $0) : nil }
        interface = attributes.number(Int(RTA_OIF.rawValue), as: Int32.self)
        routeProtocol = header.rtm_protocol
        metric = attributes.number(Int(RTA_PRIORITY.rawValue), as: UInt32.self) ?? 0
    }
}
