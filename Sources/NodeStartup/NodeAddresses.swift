internal import Addresses
public import Model
public import NodeSettings

/// The node's addresses of both families: what is set, else what is stored and still there, else what is found.
public enum NodeAddresses {
    /// May wait for the system's resolver, where `can-reach` has a name.
    /// - Parameters:
    ///   - stored: The Node resource, if there is one.
    ///   - interfaces: Those of the calling thread's network namespace, in which `can-reach` is asked.
    public static func choose(
        _ name: String, _ settings: NodeConfiguration, stored: Node?, interfaces: [HostInterface]
    ) throws(StartupError) -> NodeIdentity {
        guard settings.backend != .none else { return NodeIdentity(name: name, how: "backend none: no address is looked for") }
        let bgp = stored?.spec.bgp
        let ipv6 = try AddressChooser(.v6, interfaces, stored: bgp?.ipv6Address?.prefix) { KernelSource.towards($0, .v6) }
            .choose(settings.ip6, settings.ip6AutodetectionMethod)
        var (ipv4, remarks): (AddressDecision?, [String]) = (nil, [])
        do throws(StartupError) {
            ipv4 = try AddressChooser(.v4, interfaces, stored: bgp?.ipv4Address?.prefix) { KernelSource.towards($0, .v4) }
                .choose(settings.ip, settings.ipAutodetectionMethod)
        } catch {
            // A node of IPv6 alone, where nobody asked for IPv4.
            guard error.kind == .noAddress, settings.ip == .unset, ipv6 != nil else { throw error }
            remarks.append("the node has no IPv4 address: \(error.details). Set ip (IP) to none if that is meant")
        }
        let decisions = [ipv4, ipv6].compactMap { $0 }
        guard !decisions.isEmpty else {
            throw StartupError(
                .noAddress, "the node has no address", "ip (IP) and ip6 (IP6) leave both families out; set one, or backend to none")
        }
        return NodeIdentity(
            name: name, ipv4: ipv4.map { Network($0.prefix) }, ipv6: ipv6.map { Network($0.prefix) }, interface: ipv4?.interface ?? ipv6?.interface,
            how: decisions.map { "\($0.prefix.address) \($0.how)" }.joined(separator: ", "), remarks: remarks + decisions.flatMap(\.remarks))
    }
}
