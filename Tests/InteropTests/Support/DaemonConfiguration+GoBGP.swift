extension DaemonConfiguration {
    /// gobgpd.conf, TOML.
    var goBGPText: String {
        """
        [global.config]
        as = \(asNumber)
        router-id = "\(identifier)"
        local-address-list = ["\(TestNetwork.address(number))", "\(TestNetwork.address6(number))"]

        """ + peers.map(goBGPText).joined()
    }

    private func goBGPText(_ peer: DaemonPeer) -> String {
        var text = """
            [[neighbors]]
            [neighbors.config]
            neighbor-address = "\(peer.address)"
            peer-as = \(peer.asNumber)

            """
        if let password = peer.password { text += "auth-password = \"\(password)\"\n" }
        text += """
            [neighbors.transport.config]
            passive-mode = \(peer.isPassive)
            local-address = "\(localAddress(for: peer))"
            [neighbors.timers.config]
            hold-time = \(peer.holdTime)
            keepalive-interval = \(max(1, peer.holdTime / 3))
            connect-retry = 1
            idle-hold-time-after-reset = 1

            """
        if let hops = peer.securityHops {
            text += "[neighbors.ttl-security.config]\nenabled = true\nttl-min = \(256 - hops)\n"
        } else if peer.asNumber != asNumber {
            text += "[neighbors.ebgp-multihop.config]\nenabled = true\nmultihop-ttl = 2\n"
        }
        if peer.isClient {
            let cluster = clusterID ?? identifier
            text += "[neighbors.route-reflector.config]\nroute-reflector-client = true\nroute-reflector-cluster-id = \"\(cluster)\"\n"
        }
        if let time = peer.restartTime {
            text += "[neighbors.graceful-restart.config]\nenabled = true\nrestart-time = \(time)\nnotification-enabled = true\n"
            if peer.longLivedTime != nil { text += "long-lived-enabled = true\n" }
        }
        for (family, name) in [(DaemonPeer.Families.ipv4, "ipv4-unicast"), (.ipv6, "ipv6-unicast")] where peer.families.contains(family) {
            text += goBGPFamily(peer, name)
        }
        return text
    }

    private func goBGPFamily(_ peer: DaemonPeer, _ name: String) -> String {
        var text = "[[neighbors.afi-safis]]\n[neighbors.afi-safis.config]\nafi-safi-name = \"\(name)\"\n"
        if peer.restartTime != nil { text += "[neighbors.afi-safis.mp-graceful-restart.config]\nenabled = true\n" }
        if let time = peer.longLivedTime {
            text += "[neighbors.afi-safis.long-lived-graceful-restart.config]\nenabled = true\nrestart-time = \(time)\n"
        }
        if let mode = peer.addPath {
            text += "[neighbors.afi-safis.add-paths.config]\nreceive = \(mode != .send)\nsend-max = \(mode == .receive ? 0 : 8)\n"
        }
        if let limit = peer.maximumPrefixes {
            text += "[neighbors.afi-safis.prefix-limit.config]\nmax-prefixes = \(limit)\nshutdown-threshold-pct = 75\n"
        }
        return text
    }
}

extension TestRoute {
    /// The arguments of `gobgp global rib add`; of extended communities it knows route targets.
    var goBGPWords: [String] {
        var words = [prefix, "origin", origin.rawValue]
        if !path.isEmpty { words += ["aspath", goBGPPath] }
        if let nextHop { words += ["nexthop", nextHop] }
        if let med { words += ["med", "\(med)"] }
        if let localPreference { words += ["local-pref", "\(localPreference)"] }
        if !communities.isEmpty { words += ["community", communities.sorted().joined(separator: ",")] }
        if let aggregator { words += ["aggregator", aggregator.split(separator: " ").joined(separator: ":")] }
        if !large.isEmpty { words += ["large-community", large.sorted().joined(separator: ",")] }
        for target in extended.sorted() where target.hasPrefix("rt:") { words += ["rt", String(target.dropFirst(3))] }
        return words
    }

    /// One word; numbers in sets are separated by commas: "65001 {65002,65003}".
    private var goBGPPath: String {
        path.split(separator: "{").enumerated().map { number, part in
            guard path.hasPrefix("{") || number > 0, let end = part.firstIndex(of: "}") else { return String(part) }
            return "{\(part[..<end].replacing(" ", with: ","))\(part[end...])"
        }.joined()
    }
}
