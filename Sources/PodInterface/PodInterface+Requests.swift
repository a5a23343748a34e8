internal import Addresses
internal import CNetlink
internal import Glibc
internal import Netlink

/// The netlink requests behind a pod's interface, each in the words of ip(8).
extension PodInterface {
    /// "Make it, and it must not be there": for a new link. A repeated ADD replaces what is there instead.
    enum Mode {
        case fresh, repair

        var flags: Int { Int(NLM_F_CREATE) | Int(self == .fresh ? NLM_F_EXCL : NLM_F_REPLACE) }
    }

    /// Both ends in one request, each born in its own namespace: moving a link afterwards waits for RCU.
    ///
    /// The host end is up at once; the kernel refuses that for the other (ENOTCONN). The echo carries both indexes.
    func addLink(to batch: inout NetlinkBatch, namespaceDescriptor: Int32) {
        var header = ifinfomsg()
        header.ifi_flags = UInt32(IFF_UP.rawValue)
        header.ifi_change = UInt32(IFF_UP.rawValue)
        let flags = Int(NLM_F_CREATE) | Int(NLM_F_EXCL) | Int(NLM_F_ECHO)
        batch.append(Int(RTM_NEWLINK), flags: flags, header: header, operation: "link add \(hostName) type veth peer name \(name)") { message in
            message.put(Int(IFLA_IFNAME), hostName)
            message.put(Int(IFLA_ADDRESS), CalicoLink.hostMAC.octets)
            putSizes(&message)
            message.nest(Int(IFLA_LINKINFO)) { message in
                message.put(Int(IFLA_INFO_KIND), "veth")
                message.nest(Int(IFLA_INFO_DATA)) { message in
                    message.nest(Int(VETH_INFO_PEER)) { message in
                        message.append(ifinfomsg())
                        message.put(Int(IFLA_IFNAME), name)
                        message.put(Int(IFLA_ADDRESS), mac.octets)
                        message.put(Int(IFLA_NET_NS_FD), UInt32(bitPattern: namespaceDescriptor))
                        putSizes(&message)
                    }
                }
            }
        }
    }

    private func putSizes(_ message: inout NetlinkMessage) {
        message.put(Int(IFLA_NUM_TX_QUEUES), UInt32(queues))
        message.put(Int(IFLA_NUM_RX_QUEUES), UInt32(queues))
        if let mtu { message.put(Int(IFLA_MTU), UInt32(mtu)) }
    }

    /// The pod's side: link up, addresses, the gateway as a neighbour, routes.
    func configurePod(_ batch: inout NetlinkBatch, index: Int32, mode: Mode) {
        Self.setUp(&batch, index: index, name: name)
        addAddresses(&batch, index: index, mode: mode)
        addRoutes(&batch, index: index, mode: mode)
        for family in families { Self.askForwarding(family, &batch) }
        // Answering this makes the kernel process the link's carrier now: a packet before that would be lost and
        // its neighbour look-up repeated only after a second.
        Self.show(&batch, index: index, name: name)
    }

    /// Asks for the namespace's forwarding setting: mostly it is right already, and writing it through /proc costs ten times as much.
    private static func askForwarding(_ family: IPAddress.Family, _ batch: inout NetlinkBatch) {
        let header = netconfmsg(ncm_family: family.kernelNumber)
        batch.append(Int(RTM_GETNETCONF), header: header, operation: "netconf show") {
            $0.put(Int(NETCONFA_IFINDEX), UInt32(bitPattern: NETCONFA_IFINDEX_ALL))
        }
    }

    /// The answer to that question; nil for other messages.
    static func forwarding(_ reply: NetlinkReply) -> (IPAddress.Family, Bool)? {
        guard reply.type == Int(RTM_NEWNETCONF), let header = reply.header(netconfmsg.self),
            let family = IPAddress.Family(kernelNumber: header.ncm_family)
        else { return nil }
        let attributes = reply.attributes(after: MemoryLayout<netconfmsg>.size)
        return attributes.number(Int(NETCONFA_FORWARDING), as: Int32.self).map { (family, $0 != 0) }
    }

    private func addAddresses(_ batch: inout NetlinkBatch, index: Int32, mode: Mode) {
        for address in addresses { add(address: address, length: address.family.bits, to: &batch, index: index, device: name, mode: mode) }
        for family in families { addNeighbour(CalicoLink.gateway(family), to: &batch, index: index) }
    }

    /// The gateway's own route and those through it.
    private func addRoutes(_ batch: inout NetlinkBatch, index: Int32, table: UInt32? = nil, metric: UInt32? = nil, mode: Mode) {
        for family in families {
            let way = RouteWay(index: index, device: name, table: table, metric: metric)
            // A link-local IPv6 gateway needs no route of its own: fe80::/64 is there with the link.
            if family == .v4 { addRoute(to: &batch, IPPrefix(host: CalicoLink.gateway(family)), way, mode: mode) }
            for route in routes where route.family == family {
                addRoute(to: &batch, route, via: CalicoLink.gateway(family), way, mode: mode)
            }
        }
    }

    /// The routing table of a container's interface that is not its first.
    static func secondaryTable(_ index: Int32) -> UInt32 { secondaryMetrics + UInt32(bitPattern: index) }

    /// Metrics from here on belong to interfaces that are not the first; the kernel's own default for IPv6 is 1024.
    static var secondaryMetrics: UInt32 { 10_000 }

    /// The pod's side of an interface that is not its first: its routes stand behind those of the first, and what is sent from its
    /// own addresses takes a table of its own, so that answers leave where the questions came in.
    func configureSecondary(_ batch: inout NetlinkBatch, index: Int32) {
        Self.setUp(&batch, index: index, name: name)
        addAddresses(&batch, index: index, mode: .repair)
        addRoutes(&batch, index: index, metric: Self.secondaryTable(index), mode: .repair)
        addRoutes(&batch, index: index, table: Self.secondaryTable(index), mode: .repair)
        Self.show(&batch, index: index, name: name)
    }

    static func addRule(_ batch: inout NetlinkBatch, from address: IPAddress, table: UInt32) {
        var header = fib_rule_hdr()
        header.family = address.family.kernelNumber
        header.src_len = UInt8(address.family.bits)
        header.action = UInt8(FR_ACT_TO_TBL)
        let flags = Int(NLM_F_CREATE) | Int(NLM_F_EXCL)
        batch.append(Int(RTM_NEWRULE), flags: flags, header: header, operation: "rule add from \(address) lookup \(table)") {
            $0.put(Int(FRA_SRC), address.octets)
            $0.put(Int(FRA_TABLE), table)
            $0.put(Int(FRA_PRIORITY), table)
            $0.put(Int(FRA_PROTOCOL), CalicoLink.routeProtocol)
        }
    }

    /// The host's side: what the kernel must do for the pod's gateway, and the way to the pod.
    func configureHost(_ batch: inout NetlinkBatch, index: Int32, mode: Mode) {
        // A new link is born up; one that is there may have been taken down, and a route over it would be refused.
        if mode == .repair { Self.setUp(&batch, index: index, name: hostName) }
        if has(.v4) {
            setProxyARP(&batch, index: index)
            setProxyDelay(&batch, index: index)
        }
        if has(.v6) { add(address: CalicoLink.gateway(.v6), length: 64, to: &batch, index: index, device: hostName, mode: .repair) }
        let way = RouteWay(index: index, device: hostName)
        for address in addresses { addRoute(to: &batch, IPPrefix(host: address), way, mode: mode) }
        Self.show(&batch, index: index, name: hostName)
    }

    static func setUp(_ batch: inout NetlinkBatch, index: Int32, name: String) {
        var header = ifinfomsg()
        header.ifi_index = index
        header.ifi_flags = UInt32(IFF_UP.rawValue)
        header.ifi_change = UInt32(IFF_UP.rawValue)
        batch.append(Int(RTM_NEWLINK), header: header, operation: "link set \(name) up")
    }

    static func show(_ batch: inout NetlinkBatch, index: Int32, name: String) {
        var header = ifinfomsg()
        header.ifi_index = index
        batch.append(Int(RTM_GETLINK), header: header, operation: "link show \(name)")
    }

    private func add(address: IPAddress, length: Int, to batch: inout NetlinkBatch, index: Int32, device: String, mode: Mode) {
        var header = ifaddrmsg()
        header.ifa_family = address.family.kernelNumber
        header.ifa_prefixlen = UInt8(length)
        header.ifa_index = UInt32(index)
        // Nobody else has the address, so nothing waits for duplicate address detection (linux/if_addr.h).
        header.ifa_flags = UInt8(address.family == .v6 ? IFA_F_NODAD : 0)
        batch.append(Int(RTM_NEWADDR), flags: mode.flags, header: header, operation: "address add \(address)/\(length) dev \(device)") {
            $0.put(Int(IFA_LOCAL), address.octets)
            $0.put(Int(IFA_ADDRESS), address.octets)
        }
    }

    private func addNeighbour(_ gateway: IPAddress, to batch: inout NetlinkBatch, index: Int32) {
        var header = ndmsg()
        header.ndm_family = gateway.family.kernelNumber
        header.ndm_ifindex = index
        header.ndm_state = UInt16(NUD_PERMANENT)
        let flags = Int(NLM_F_CREATE) | Int(NLM_F_REPLACE)
        batch.append(
            Int(RTM_NEWNEIGH), flags: flags, header: header,
            operation: "neighbour add \(gateway) lladdr \(CalicoLink.hostMAC) dev \(name) nud permanent"
        ) {
            $0.put(Int(NDA_DST), gateway.octets)
            $0.put(Int(NDA_LLADDR), CalicoLink.hostMAC.octets)
        }
    }

    /// Over which interface a route leads, and where it stands.
    private struct RouteWay {
        var index: Int32
        var device: String
        /// nil for the main table.
        var table: UInt32?
        /// nil for the kernel's default.
        var metric: UInt32?
    }

    private func addRoute(
        to batch: inout NetlinkBatch, _ destination: IPPrefix, via gateway: IPAddress? = nil, _ way: RouteWay, mode: Mode
    ) {
        var header = rtmsg()
        header.rtm_family = destination.family.kernelNumber
        header.rtm_dst_len = UInt8(destination.length)
        header.rtm_table = UInt8(RT_TABLE_MAIN.rawValue)
        header.rtm_protocol = CalicoLink.routeProtocol
        header.rtm_scope = UInt8((gateway == nil && destination.family == .v4 ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE).rawValue)
        header.rtm_type = UInt8(RTN_UNICAST)
        batch.append(
            Int(RTM_NEWROUTE), flags: mode.flags, header: header,
            operation: "route add \(destination)\(gateway.map { " via \($0)" } ?? "") dev \(way.device)"
        ) {
            if destination.length > 0 { $0.put(Int(RTA_DST.rawValue), destination.first.octets) }
            if let gateway { $0.put(Int(RTA_GATEWAY.rawValue), gateway.octets) }
            $0.put(Int(RTA_OIF.rawValue), UInt32(bitPattern: way.index))
            if let table = way.table { $0.put(Int(RTA_TABLE.rawValue), table) }
            if let metric = way.metric { $0.put(Int(RTA_PRIORITY.rawValue), metric) }
        }
    }

    /// The per-interface IPv4 settings in one request instead of three files (`IFLA_INET_CONF`, linux/if_link.h).
    private func setProxyARP(_ batch: inout NetlinkBatch, index: Int32) {
        var header = ifinfomsg()
        header.ifi_index = index
        batch.append(
            Int(RTM_SETLINK), header: header, operation: "sysctl net.ipv4.conf.\(hostName): proxy_arp, forwarding, route_localnet = 1"
        ) { message in
            message.nest(Int(IFLA_AF_SPEC)) { message in
                message.nest(Int(AF_INET)) { message in
                    message.nest(Int(IFLA_INET_CONF)) { message in
                        message.put(Int(IPV4_DEVCONF_PROXY_ARP), UInt32(1))
                        message.put(Int(IPV4_DEVCONF_FORWARDING), UInt32(1))
                        message.put(Int(IPV4_DEVCONF_ROUTE_LOCALNET), UInt32(1))
                    }
                }
            }
        }
    }

    /// Proxy ARP answers at once instead of after up to 0.8 s (net.ipv4.neigh.*.proxy_delay).
    private func setProxyDelay(_ batch: inout NetlinkBatch, index: Int32) {
        var header = ndtmsg()
        header.ndtm_family = UInt8(AF_INET)
        batch.append(Int(RTM_SETNEIGHTBL), header: header, operation: "sysctl net.ipv4.neigh.\(hostName).proxy_delay = 0") { message in
            message.put(Int(NDTA_NAME), "arp_cache")
            message.nest(Int(NDTA_PARMS)) { message in
                message.put(Int(NDTPA_IFINDEX), UInt32(bitPattern: index))
                message.put(Int(NDTPA_PROXY_DELAY), UInt64(0))
            }
        }
    }
}

extension IPAddress.Family {
    /// How /proc/sys/net names the family.
    var sysctlName: String { self == .v4 ? "ipv4" : "ipv6" }
}
