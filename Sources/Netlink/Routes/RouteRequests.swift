public import Addresses
internal import CNetlink
internal import Glibc

/// Route requests laid out one behind the other in one buffer that is used again and again: no allocation for each.
///
/// Requests are numbered from 1 (`nlmsg_seq`); ``seal()`` has the last one acknowledged, so that a refusal is told of each request
/// that fails and the acknowledgement of the last says that all were worked through.
public struct RouteRequests: ~Copyable {
    /// What a new route may do to one of the same prefix, service type and metric.
    public enum Mode: Hashable, Sendable {
        /// It is refused (EEXIST).
        case exclusive
        /// The first such route is replaced, whatever its protocol.
        case replace

        var flags: Int32 { NLM_F_CREATE | (self == .exclusive ? NLM_F_EXCL : NLM_F_REPLACE) }
    }

    /// Where packets go.
    public enum Way {
        case blackhole
        /// Straight out of the interface of that index.
        case link(Int32)
        /// At least one.
        case hops([RouteHop])
    }

    private var buffer: UnsafeMutableRawBufferPointer
    private var length = 0
    private var lastStart = 0
    /// Requests in the buffer.
    public private(set) var count = 0

    public init() { buffer = .allocate(byteCount: 16384, alignment: 8) }

    deinit { buffer.deallocate() }

    public var isEmpty: Bool { count == 0 }
    public var octets: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<length]) }

    public mutating func removeAll() {
        length = 0
        count = 0
    }

    /// `ip route add` or `replace`.
    public mutating func add(_ prefix: IPPrefix, metric: UInt32, _ way: Way, routeProtocol: UInt8, table: UInt32, _ mode: Mode) {
        begin(Int32(RTM_NEWROUTE), mode.flags, room: Self.room(way))
        var header = Self.header(prefix, table)
        header.rtm_protocol = routeProtocol
        (header.rtm_scope, header.rtm_type) = Self.scopeAndType(way, prefix.family)
        store(header)
        put(prefix, metric, table)
        put(way, prefix.family)
        end()
    }

    /// `ip route del`: the route of that prefix, metric and protocol.
    /// - Parameter way: Only when it goes there; nil: wherever it goes.
    public mutating func remove(_ prefix: IPPrefix, metric: UInt32, _ way: Way? = nil, routeProtocol: UInt8, table: UInt32) {
        begin(Int32(RTM_DELROUTE), 0, room: way.map(Self.room) ?? 0)
        var header = Self.header(prefix, table)
        header.rtm_protocol = routeProtocol
        header.rtm_scope = UInt8(RT_SCOPE_NOWHERE.rawValue)
        if let way { header.rtm_type = Self.scopeAndType(way, prefix.family).1 }
        store(header)
        put(prefix, metric, table)
        if let way { put(way, prefix.family) }
        end()
    }

    /// Has the last request acknowledged.
    public mutating func seal() {
        guard count > 0 else { return }
        let place = lastStart + (MemoryLayout<nlmsghdr>.offset(of: \.nlmsg_flags) ?? 6)
        let flags = buffer.loadUnaligned(fromByteOffset: place, as: UInt16.self)
        buffer.storeBytes(of: flags | UInt16(NLM_F_ACK), toByteOffset: place, as: UInt16.self)
    }

    private static func header(_ prefix: IPPrefix, _ table: UInt32) -> rtmsg {
        var header = rtmsg()
        header.rtm_family = prefix.family.kernelNumber
        header.rtm_dst_len = UInt8(prefix.length)
        header.rtm_table = table < 256 ? UInt8(table) : UInt8(RT_TABLE_COMPAT.rawValue)
        return header
    }

    private static func scopeAndType(_ way: Way, _ family: IPAddress.Family) -> (UInt8, UInt8) {
        switch way {
        case .blackhole: (UInt8(RT_SCOPE_UNIVERSE.rawValue), UInt8(RTN_BLACKHOLE))
        case .link: (UInt8((family == .v4 ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE).rawValue), UInt8(RTN_UNICAST))
        case .hops(let hops):
            // A route without a router is of scope link, or the kernel takes its destination for one (fib_semantics.c).
            (UInt8((family == .v4 && hops.allSatisfy { $0.gateway == nil } ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE).rawValue), UInt8(RTN_UNICAST))
        }
    }

    /// Octets that the way needs at most.
    private static func room(_ way: Way) -> Int {
        if case .hops(let hops) = way { return 8 + hops.count * 32 }
        return 8
    }

    private mutating func begin(_ type: Int32, _ flags: Int32, room: Int) {
        // Headers, destination, metric and table take 16 + 12 + 20 + 8 + 8 octets.
        let needed = length + room + 64
        if needed > buffer.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: needed * 2, alignment: 8)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<length]))
            buffer.deallocate()
            buffer = larger
        }
        count += 1
        lastStart = length
        var header = nlmsghdr()
        header.nlmsg_type = UInt16(type)
        header.nlmsg_flags = UInt16(NLM_F_REQUEST | flags)
        header.nlmsg_seq = UInt32(count)
        store(header)
    }

    /// All parts are multiples of four octets long, so nothing has to be padded.
    private mutating func end() {
        buffer.storeBytes(of: UInt32(length - lastStart), toByteOffset: lastStart, as: UInt32.self)
    }

    private mutating func store<Value: BitwiseCopyable>(_ value: Value) {
        buffer.storeBytes(of: value, toByteOffset: length, as: Value.self)
        length += MemoryLayout<Value>.size
    }

    private mutating func putHeader(_ type: UInt32, _ size: Int) {
        store(rtattr(rta_len: UInt16(MemoryLayout<rtattr>.size + size), rta_type: UInt16(type)))
    }

    private mutating func put(_ type: UInt32, _ number: UInt32) {
        putHeader(type, 4)
        store(number)
    }

    private mutating func put(_ type: UInt32, _ address: IPAddress) {
        putHeader(type, address.family.octets)
        store(address)
    }

    private mutating func store(_ address: IPAddress) {
        if address.family == .v4 {
            store(UInt32(truncatingIfNeeded: address.value).bigEndian)
        } else {
            store(UInt64(truncatingIfNeeded: address.value >> 64).bigEndian)
            store(UInt64(truncatingIfNeeded: address.value).bigEndian)
        }
    }

    private mutating func put(_ prefix: IPPrefix, _ metric: UInt32, _ table: UInt32) {
        if prefix.length > 0 { put(RTA_DST.rawValue, prefix.first) }
        put(RTA_PRIORITY.rawValue, metric)
        if table > 255 { put(RTA_TABLE.rawValue, table) }
    }

    private mutating func put(_ way: Way, _ family: IPAddress.Family) {
        switch way {
        case .blackhole: break
        case .link(let index): put(RTA_OIF.rawValue, UInt32(bitPattern: index))
        case .hops(let hops):
            if hops.count == 1 {
                put(gateway: hops[0].gateway, family)
                put(RTA_OIF.rawValue, UInt32(bitPattern: hops[0].interface))
            } else {
                let start = length
                putHeader(RTA_MULTIPATH.rawValue, 0)
                for hop in hops { put(hop, family) }
                buffer.storeBytes(of: UInt16(length - start), toByteOffset: start, as: UInt16.self)
            }
        }
    }

    private mutating func put(_ hop: RouteHop, _ family: IPAddress.Family) {
        let start = length
        store(rtnexthop(rtnh_len: 0, rtnh_flags: 0, rtnh_hops: 0, rtnh_ifindex: hop.interface))
        put(gateway: hop.gateway, family)
        buffer.storeBytes(of: UInt16(length - start), toByteOffset: start, as: UInt16.self)
    }

    /// A router of the other family goes into `struct rtvia` (RFC 8950: IPv4 by way of an IPv6 next hop).
    private mutating func put(gateway: IPAddress?, _ family: IPAddress.Family) {
        guard let gateway else { return }
        if gateway.family == family {
            put(RTA_GATEWAY.rawValue, gateway)
        } else {
            // Two octets of family and an address are no multiple of four: padded.
            putHeader(RTA_VIA.rawValue, 2 + gateway.family.octets)
            store(UInt16(gateway.family.kernelNumber))
            store(gateway)
            store(UInt16(0))
        }
    }
}
