public import Addresses
internal import CLinux

extension HostCondition {
    /// What stands in the way of pods on the calling thread's host.
    /// - Parameter families: Those the network gives addresses of.
    public static func inspect(_ families: [IPAddress.Family]) -> [HostCondition] {
        var found: [HostCondition] = []
        for family in families { found += forwarding(family).map { [$0] } ?? [] }
        found += forwardPolicies(families)
        if families.contains(.v4) { found += reversePath() }
        return found
    }

    private static func forwarding(_ family: IPAddress.Family) -> HostCondition? {
        let name = family == .v4 ? "ipv4/ip_forward" : "ipv6/conf/all/forwarding"
        let dotted = "net." + name.split(separator: "/").joined(separator: ".")
        let value = Sysctl.read(name)
        guard value != 1 else { return nil }
        return HostCondition(
            severity: .blocking, subject: .forwarding(missing: value == nil),
            finding: "the host does not forward IPv\(family.rawValue) packets (\(dotted) is \(value.map { "\($0)" } ?? "missing"))",
            remedy: "sysctl -w \(dotted)=1")
    }

    private static func forwardPolicies(_ families: [IPAddress.Family]) -> [HostCondition] {
        var found: [HostCondition] = []
        if families.contains(.v4), clinux_legacy_forward_policy() == 0 {
            found.append(
                HostCondition(
                    severity: .advice, finding: "the legacy iptables chain FORWARD drops what no rule accepts",
                    remedy: "iptables-legacy -P FORWARD ACCEPT"))
        }
        // A kernel without nf_tables, or a caller without rights: nothing to be read, nothing to say.
        for chain in (try? ForwardChain.all()) ?? [] where chain.drops && chain.concerns(families) {
            let words = "\(chain.familyName) \(chain.table) \(chain.name)"
            let accepts = chain.rules == 0 ? "and has no rule" : "what none of its \(chain.rules) rules accepts"
            found.append(
                HostCondition(
                    severity: chain.rules == 0 ? .blocking : .advice, finding: "nftables chain \(words) drops forwarded packets \(accepts)",
                    remedy: chain.name == "FORWARD" && chain.familyName != "inet"
                        ? "\(chain.familyName == "ip" ? "iptables" : "ip6tables") -P FORWARD ACCEPT"
                        : "nft chain \(words) '{ policy accept ; }'"))
        }
        return found
    }

    /// Loose or no reverse path filtering lets a pod send with another's address. The larger of two values counts (ip-sysctl).
    private static func reversePath() -> [HostCondition] {
        guard let all = Sysctl.read("ipv4/conf/all/rp_filter"), let initial = Sysctl.read("ipv4/conf/default/rp_filter") else { return [] }
        let effective = max(all, initial)
        guard effective != 1 else { return [] }
        return [
            HostCondition(
                severity: .advice,
                finding: "the host does not drop packets with forged sources from pods "
                    + "(net.ipv4.conf rp_filter: all is \(all), default is \(initial))",
                remedy: "sysctl -w net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.default.rp_filter=1")
        ]
    }
}
