internal import Addresses
public import Netlink

extension PodInterface {
    /// How the kernel's state differs from this interface, one sentence each; empty when it is as it shall be.
    ///
    /// The pod end's MAC address and MTU are not compared: a chained plugin may have set them.
    public func differences(in namespace: borrowing NetworkNamespace, home: borrowing NetworkNamespace) throws(KernelError) -> [String] {
        guard let pair = try LinkPair.leading(to: name, in: namespace, home: home) else {
            guard let end = try LinkPair.podEnd(name, in: namespace, home: home) else { return ["interface \(name) is missing in the container"] }
            return ["interface \(name) in the container is not the other end of a link of ours (it is \(end.kind ?? "no veth"))"]
        }
        guard pair.host.name == hostName else { return ["the other end of \(name) is \(pair.host.name), recorded is \(hostName)"] }
        var found = hostDifferences(pair.host, try NamespaceView())
        let wanted = self
        found += try namespace.inside(from: home) { () throws(KernelError) in wanted.podDifferences(pair.pod, try NamespaceView()) }
        return found
    }

    private func hostDifferences(_ link: HostLink, _ view: NamespaceView) -> [String] {
        var found: [String] = []
        if !link.isUp { found.append("host interface \(hostName) is down") }
        if link.mac != CalicoLink.hostMAC { found.append("host interface \(hostName) has MAC \(text(link.mac)), not \(CalicoLink.hostMAC)") }
        for address in addresses {
            let destination = IPPrefix(host: address)
            let routes = view.routes.filter { $0.destination == destination }
            if !routes.contains(where: { $0.interface == link.index && $0.isOurs }) {
                let other = routes.first.flatMap { route in view.links.first { $0.index == route.interface }?.name }
                found.append("the host has no route to \(destination) over \(hostName)" + (other.map { ", but one over \($0)" } ?? ""))
            }
        }
        var settings: [(String, Int)] = []
        if has(.v4) { settings += ["proxy_arp", "forwarding", "route_localnet"].map { ("ipv4/conf/\(hostName)/\($0)", 1) } }
        if has(.v4) { settings.append(("ipv4/neigh/\(hostName)/proxy_delay", 0)) }
        if has(.v6) { settings += Self.hostSysctlsV6.map { ("ipv6/conf/\(hostName)/\($0.0)", $0.1) } }
        return found + sysctlDifferences(settings, "on the host")
    }

    private func podDifferences(_ link: HostLink, _ view: NamespaceView) -> [String] {
        var found: [String] = []
        if !link.isUp { found.append("interface \(name) in the container is down") }
        for address in addresses where !view.addresses(of: link.index).contains(IPPrefix(host: address)) {
            found.append("interface \(name) in the container lacks address \(IPPrefix(host: address))")
        }
        for route in routes where has(route.family) {
            let gateway = CalicoLink.gateway(route.family)
            if !view.routes.contains(where: { $0.destination == route.network && $0.gateway == gateway && $0.interface == link.index }) {
                found.append("the container has no route to \(route.network) via \(gateway)")
            }
        }
        return found + sysctlDifferences(families.map { (Self.forwardingSysctl($0), allowForwarding ? 1 : 0) }, "in the container")
    }

    private func sysctlDifferences(_ settings: [(String, Int)], _ place: String) -> [String] {
        settings.compactMap { path, wanted in
            let value = Sysctl.read(path)
            guard value != wanted else { return nil }
            return "sysctl net.\(path) is \(value.map { "\($0)" } ?? "missing") \(place), not \(wanted)"
        }
    }

    private func text(_ mac: MACAddress?) -> String { mac.map { "\($0)" } ?? "none" }
}
