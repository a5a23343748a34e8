public import Addresses
internal import CNetlink
internal import Glibc

/// A route as the kernel tells it (`RTM_NEWROUTE`, `RTM_DELROUTE`; linux/rtnetlink.h), decoded without allocation unless it has several hops.
public struct RouteMessage: Hashable, Sendable {
    /// The host part is zero.
    public var prefix: IPPrefix
    public var table: UInt32
    /// `rtm_protocol`.
    public var routeProtocol: UInt8
    /// `rtm_type`: RTN_UNICAST, RTN_BLACKHOLE and the like.
    public var kind: UInt8
    public var serviceType: UInt8
    /// `RTA_PRIORITY`.
    public var metric: UInt32
    /// The only hop, or the first.
    public var hop: RouteHop?
    public var furtherHops: [RouteHop] = []
    /// The source address that it gives to packets of the host itself (`RTA_PREFSRC`).
    public var source: IPAddress?
    /// It has nothing besides the above: no weights, encapsulation, metrics, next-hop object, `onlink`, source, service type.
    public var isPlain = true
    /// A cache entry of the kernel (`RTM_F_CLONED`), no route.
    public var isCached: Bool

    /// All hops, in the kernel's order.
    public var hops: [RouteHop] { hop.map { [$0] + furtherHops } ?? [] }
    public var isUnicast: Bool { kind == UInt8(RTN_UNICAST) }
    public var isBlackhole: Bool { kind == UInt8(RTN_BLACKHOLE) }

    /// - Parameter payload: What follows the netlink header.
    /// - Returns: nil when it is too short, of another family than IPv4 and IPv6, or contradicts itself.
    public init?(_ payload: UnsafeRawBufferPointer) {
        let size = MemoryLayout<rtmsg>.size
        guard payload.count >= size else { return nil }
        let header = payload.loadUnaligned(as: rtmsg.self)
        guard let family = IPAddress.Family(kernelNumber: header.rtm_family), Int(header.rtm_dst_len) <= family.bits else { return nil }
        routeProtocol = header.rtm_protocol
        kind = header.rtm_type
        serviceType = header.rtm_tos
        table = UInt32(header.rtm_table)
        metric = 0
        isCached = header.rtm_flags & UInt32(RTM_F_CLONED) != 0
        isPlain = header.rtm_tos == 0 && header.rtm_src_len == 0 && header.rtm_flags & UInt32(RTNH_F_ONLINK) == 0
        var reading = Reading(family)
        reading.attributes(UnsafeRawBufferPointer(rebasing: payload[size...]))
        guard !reading.isBroken, let prefix = IPPrefix(reading.destination, length: Int(header.rtm_dst_len)) else { return nil }
        self.prefix = prefix.isNetwork ? prefix : prefix.network
        table = reading.table ?? table
        metric = reading.metric
        source = reading.source
        isPlain = isPlain && reading.isPlain && source == nil
        if let first = reading.multipath.first {
            hop = first
            furtherHops = Array(reading.multipath.dropFirst())
        } else if let interface = reading.interface {
            hop = RouteHop(gateway: reading.gateway, interface: interface)
        }
    }

    /// What the attributes say.
    private struct Reading {
        let family: IPAddress.Family
        var destination: IPAddress
        var table: UInt32?
        var metric: UInt32 = 0
        var gateway: IPAddress?
        var interface: Int32?
        var source: IPAddress?
        var multipath: [RouteHop] = []
        var isPlain = true
        var isBroken = false

        init(_ family: IPAddress.Family) {
            self.family = family
            destination = IPAddress(family: family, value: 0)
        }

        mutating func attributes(_ octets: UnsafeRawBufferPointer) {
            RouteMessage.forEachAttribute(octets) { type, value in attribute(type, value) }
        }

        private mutating func attribute(_ type: UInt16, _ value: UnsafeRawBufferPointer) {
            switch Int(type) {
            case Int(RTA_DST.rawValue): address(value).map { destination = $0 } ?? (isBroken = true)
            case Int(RTA_TABLE.rawValue): table = number(value)
            case Int(RTA_PRIORITY.rawValue): metric = number(value) ?? 0
            case Int(RTA_OIF.rawValue): interface = number(value).map { Int32(bitPattern: $0) }
            case Int(RTA_GATEWAY.rawValue): gateway = address(value)
            case Int(RTA_VIA.rawValue): gateway = RouteMessage.via(value)
            case Int(RTA_PREFSRC.rawValue): source = address(value)
            case Int(RTA_MULTIPATH.rawValue): hops(value)
            case Int(RTA_CACHEINFO.rawValue): break
            case Int(RTA_PREF.rawValue): isPlain = isPlain && value.first == 0
            default: isPlain = false
            }
        }

        private mutating func hops(_ octets: UnsafeRawBufferPointer) {
            var rest = octets
            let size = MemoryLayout<rtnexthop>.size
            while rest.count >= size {
                let header = rest.loadUnaligned(as: rtnexthop.self)
                let length = Int(header.rtnh_len)
                guard length >= size, length <= rest.count else {
                    isBroken = true
                    return
                }
                var inner = Reading(family)
                inner.attributes(UnsafeRawBufferPointer(rebasing: rest[size..<length]))
                multipath.append(RouteHop(gateway: inner.gateway, interface: header.rtnh_ifindex))
                isPlain = isPlain && inner.isPlain && header.rtnh_hops == 0 && header.rtnh_flags & UInt8(RTNH_F_ONLINK) == 0
                rest = UnsafeRawBufferPointer(rebasing: rest[min((length + 3) & ~3, rest.count)...])
            }
        }

        private func address(_ octets: UnsafeRawBufferPointer) -> IPAddress? {
            RouteMessage.address(family, octets)
        }

        private func number(_ octets: UnsafeRawBufferPointer) -> UInt32? {
            octets.count >= 4 ? octets.loadUnaligned(as: UInt32.self) : nil
        }
    }

    private static func address(_ family: IPAddress.Family, _ octets: UnsafeRawBufferPointer) -> IPAddress? {
        guard octets.count == family.octets else { return nil }
        guard family == .v6 else { return IPAddress(family: .v4, value: UInt128(UInt32(bigEndian: octets.loadUnaligned(as: UInt32.self)))) }
        let high = UInt64(bigEndian: octets.loadUnaligned(as: UInt64.self))
        let low = UInt64(bigEndian: octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        return IPAddress(family: .v6, value: UInt128(high) << 64 | UInt128(low))
    }

    /// `struct rtvia`: a family and an address of it.
    private static func via(_ octets: UnsafeRawBufferPointer) -> IPAddress? {
        guard octets.count > 2, let family = IPAddress.Family(kernelNumber: UInt8(truncatingIfNeeded: octets.loadUnaligned(as: UInt16.self))) else {
            return nil
        }
        return address(family, UnsafeRawBufferPointer(rebasing: octets[2...]))
    }

    /// Stops at the first attribute that does not fit.
    private static func forEachAttribute(_ octets: UnsafeRawBufferPointer, _ body: (UInt16, UnsafeRawBufferPointer) -> Void) {
        var rest = octets
        let size = MemoryLayout<rtattr>.size
        while rest.count >= size {
            let header = rest.loadUnaligned(as: rtattr.self)
            let length = Int(header.rta_len)
            guard length >= size, length <= rest.count else { return }
            body(header.rta_type & typeMask, UnsafeRawBufferPointer(rebasing: rest[size..<length]))
            rest = UnsafeRawBufferPointer(rebasing: rest[min((length + 3) & ~3, rest.count)...])
        }
    }

    /// `NLA_TYPE_MASK` (linux/netlink.h): without NLA_F_NESTED and NLA_F_NET_BYTEORDER.
    private static var typeMask: UInt16 { 0x3fff }
}
