internal import Addresses
internal import CNetlink
internal import Glibc
internal import Netlink

extension Reconciler {
    var existsAlready: Int32 { EEXIST }

    /// A route in the words of ip(8).
    func words(_ key: WantKey, _ form: RouteForm, _ metric: UInt32) -> String {
        let kind = form.kind == .blackhole ? "blackhole " : ""
        return "\(kind)\(key.prefix.prefix)\(way(form)) proto \(key.owner.rawValue) metric \(metric)"
    }

    /// " via 10.0.0.2 dev eth0", or nothing for a blackhole.
    func way(_ form: RouteForm) -> String {
        switch form.kind {
        case .blackhole: ""
        case .strange: " (of a kind that is not made here)"
        case .link: " dev \(links.name(Int32(bitPattern: form.number)))"
        case .hops: way(installed.hopSets[form.number])
        }
    }

    private func way(_ hops: [RouteHop]) -> String {
        hops.map { hop in
            "\(hops.count > 1 ? " nexthop" : "")\(hop.gateway.map { " via \($0)" } ?? "") dev \(links.name(hop.interface))"
        }.joined()
    }

    func held(by route: ForeignRoute) -> String {
        "the place is taken by a route of protocol \(Self.protocolName(route.routeProtocol))\(way(route.hops)) metric \(route.metric)"
    }

    /// As /etc/iproute2/rt_protos names them.
    static func protocolName(_ number: UInt8) -> String {
        switch Int32(number) {
        case RTPROT_REDIRECT: "redirect"
        case RTPROT_KERNEL: "kernel"
        case RTPROT_BOOT: "boot"
        case RTPROT_STATIC: "static"
        case RTPROT_BIRD: "bird"
        case RTPROT_DHCP: "dhcp"
        default: "\(number)"
        }
    }
}
