extension DaemonConfiguration {
    /// bgpd.conf.
    func frrText(log: String) -> String {
        var lines = [
            "log file \(log) debugging", "debug bgp neighbor-events", "router bgp \(asNumber)", "bgp router-id \(identifier)",
            "no bgp ebgp-requires-policy", "no bgp default ipv4-unicast", "no bgp network import-check", "coalesce-time 0",
        ]
        if let clusterID { lines.append("bgp cluster-id \(clusterID)") }
        if let time = peers.compactMap(\.restartTime).first {
            lines += ["bgp graceful-restart", "bgp graceful-restart restart-time \(time)", "bgp graceful-restart preserve-fw-state"]
        }
        lines += peers.flatMap(frrNeighbor)
        for (family, name) in [(DaemonPeer.Families.ipv4, "ipv4"), (.ipv6, "ipv6")] {
            lines.append("address-family \(name) unicast")
            for peer in peers where peer.families.contains(family) { lines += frrFamily(peer, name) }
            lines.append("exit-address-family")
        }
        lines.append("exit")
        // Sessions over the other family have no next hop to give by themselves.
        lines += ["route-map NEXT4 permit 1", "set ip next-hop \(TestNetwork.address(number))", "exit"]
        lines += ["route-map NEXT6 permit 1", "set ipv6 next-hop global \(TestNetwork.address6(number))", "exit"]
        return (lines + frrRoutes(routes)).joined(separator: "\n") + "\n"
    }

    private func frrNeighbor(_ peer: DaemonPeer) -> [String] {
        let name = "neighbor \(peer.address)"
        var lines = [
            "\(name) remote-as \(peer.asNumber)", "\(name) update-source \(localAddress(for: peer))",
            "\(name) timers \(max(1, peer.holdTime / 3)) \(peer.holdTime)",
            "\(name) timers connect 1", "\(name) advertisement-interval 0",
        ]
        if let hops = peer.securityHops {
            lines.append("\(name) ttl-security hops \(hops)")
        } else if peer.asNumber != asNumber {
            lines += ["\(name) ebgp-multihop 2", "\(name) disable-connected-check"]
        }
        if peer.isPassive { lines.append("\(name) passive") }
        if let password = peer.password { lines.append("\(name) password \(password)") }
        if peer.hasExtendedNextHop { lines.append("\(name) capability extended-nexthop") }
        return lines
    }

    private func frrFamily(_ peer: DaemonPeer, _ family: String) -> [String] {
        let name = "neighbor \(peer.address)"
        var lines = ["\(name) activate"]
        if peer.isClient { lines.append("\(name) route-reflector-client") }
        if let limit = peer.maximumPrefixes { lines.append("\(name) maximum-prefix \(limit)") }
        if peer.addPath == .send || peer.addPath == .both { lines.append("\(name) addpath-tx-all-paths") }
        if family == "ipv6" && !peer.address.contains(":") { lines.append("\(name) route-map NEXT6 out") }
        if family == "ipv4" && peer.address.contains(":") && !peer.hasExtendedNextHop { lines.append("\(name) route-map NEXT4 out") }
        return lines
    }

    /// Commands that originate `routes`, each with a route map for its attributes; FRR cannot make sets and unknown attributes of its own.
    func frrRoutes(_ routes: [TestRoute]) -> [String] {
        var lines: [String] = []
        for route in routes {
            lines += ["no route-map \(route.frrName)", "route-map \(route.frrName) permit 1"] + route.frrAttributes + ["exit"]
        }
        lines.append("router bgp \(asNumber)")
        for route in routes {
            lines += [
                "address-family ipv\(route.isIPv6 ? 6 : 4) unicast", "network \(route.prefix) route-map \(route.frrName)", "exit-address-family",
            ]
        }
        return lines + ["exit"]
    }
}

extension TestRoute {
    fileprivate var frrName: String { "R-" + prefix.replacing("/", with: "-").replacing(":", with: ".") }

    fileprivate var frrAttributes: [String] {
        var lines = ["set origin \(origin.rawValue)"]
        if !path.isEmpty { lines.append("set as-path prepend \(path)") }
        if let med { lines.append("set metric \(med)") }
        if let localPreference { lines.append("set local-preference \(localPreference)") }
        if isAtomic { lines.append("set atomic-aggregate") }
        if let aggregator { lines.append("set aggregator as \(aggregator)") }
        if !communities.isEmpty { lines.append("set community \(communities.sorted().joined(separator: " "))") }
        if !large.isEmpty { lines.append("set large-community \(large.sorted().joined(separator: " "))") }
        for community in extended.sorted() {
            guard let colon = community.firstIndex(of: ":") else { continue }
            lines.append("set extcommunity \(community[..<colon]) \(community[community.index(after: colon)...])")
        }
        return lines
    }
}
