internal import Addresses
internal import NodeStore
internal import PodInterface

/// The host's links and routes compared with all records: what is ours there and nobody's.
struct HostAudit {
    private(set) var findings: [Finding] = []

    /// - Parameters:
    ///   - view: Of the host.
    ///   - attachments: All that were recorded shortly before or after `view`.
    ///   - explained: Names of links that belong to an attachment under another name.
    init(_ view: NamespaceView, _ attachments: [Attachment], explained: Set<String>) {
        let links = attachments.filter { $0.manager == .calico }
        let names = Set(links.compactMap(\.hostInterface)).union(explained)
        let unrecorded = view.links.filter { $0.looksLikeOurs && $0.name.hasPrefix(CalicoLink.namePrefix) && !names.contains($0.name) }
        for link in unrecorded {
            let end = link.leadsAway ? "leads to namespace number \(link.peerNamespaceID ?? -1) of `ip netns list-id`" : "leads nowhere"
            findings.append(
                Finding(
                    "host interface \(link.name) looks like ours, \(end), and no record has it",
                    cause: "the node store was lost while its container lived, or another state folder or another Calico made it: "
                        + "make sure that nobody uses it",
                    repair: "ip link delete \(link.name)"))
        }
        let hosts = links.flatMap { attachment in attachment.addresses.map { (IPPrefix(host: $0.address), attachment) } }
        let owners = Dictionary(hosts) { first, _ in first }
        let leftovers = Set(unrecorded.map(\.index))
        for route in view.routes where route.isToOneContainer {
            // Such a route goes with its link.
            if let index = route.interface, leftovers.contains(index) { continue }
            let device = route.interface.flatMap { index in view.links.first { $0.index == index }?.name }
            if let owner = owners[route.destination] {
                judge(route, device, owner)
            } else if route.isOurs {
                findings.append(
                    Finding(
                        "the host has a route of ours to \(route.destination)\(Self.way(route, device)), and no record has that address",
                        cause: "the node store was lost, or somebody added the route by hand", repair: Self.deletion(of: route, device)))
            }
        }
    }

    /// A route to a recorded address that does not lead to its owner. Where the right one is missing, its attachment's audit tells.
    private mutating func judge(_ route: KernelRoute, _ device: String?, _ owner: Attachment) {
        guard device == nil || device != owner.hostInterface else { return }
        findings.append(
            Finding(
                "\(owner.title): the host has another route to \(route.destination)\(Self.way(route, device))",
                cause: "another program uses the address or leads its packets elsewhere (route protocol \(route.routeProtocol))",
                repair: Self.deletion(of: route, device), key: owner.key))
    }

    private static func way(_ route: KernelRoute, _ device: String?) -> String {
        (route.gateway.map { " via \($0)" } ?? "") + (device.map { " over \($0)" } ?? "")
    }

    private static func deletion(of route: KernelRoute, _ device: String?) -> String {
        let family = route.destination.family == .v6 ? "-6 " : ""
        let way = (route.gateway.map { " via \($0)" } ?? "") + (device.map { " dev \(CommandText.quoted($0))" } ?? "")
        let metric = route.metric > 0 ? " metric \(route.metric)" : ""
        return "ip \(family)route delete \(route.destination)\(way) proto \(route.routeProtocol)\(metric)"
    }
}

extension KernelRoute {
    /// A route to a single address that can be a container's; inside a container, ours to its gateway is none.
    fileprivate var isToOneContainer: Bool { destination.length == destination.family.bits && !destination.address.isLinkLocal }
}
