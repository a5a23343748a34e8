extension DaemonConfiguration {
    /// bird.conf.
    func birdText(log: String) -> String {
        """
        log "\(log)" all;
        router id \(identifier);
        \(peers.compactMap(\.restartTime).isEmpty ? "" : "graceful restart wait 5;")
        ipv4 table master4;
        ipv6 table master6;
        protocol device {}
        protocol static s4 { ipv4;
        \(routes.filter { !$0.isIPv6 }.map(\.birdText).joined(separator: "\n"))
        }
        protocol static s6 { ipv6;
        \(routes.filter(\.isIPv6).map(\.birdText).joined(separator: "\n"))
        }
        \(birdFilter(4, routes.filter { !$0.isIPv6 }))
        \(birdFilter(6, routes.filter(\.isIPv6)))
        \(peers.enumerated().map { birdText($1, name: "p\($0 + 1)") }.joined(separator: "\n"))

        """
    }

    /// BIRD sends a MED to other AS only when it is set on the way out.
    private func birdFilter(_ number: Int, _ routes: [TestRoute]) -> String {
        let lines = routes.compactMap { route in route.med.map { "if net = \(route.prefix) then bgp_med = \($0);" } }
        return "filter out\(number) { \((lines + ["accept;"]).joined(separator: " ")) }"
    }

    private func birdText(_ peer: DaemonPeer, name: String) -> String {
        var lines = [
            "local \(localAddress(for: peer)) as \(asNumber)", "neighbor \(peer.address) as \(peer.asNumber)", "multihop \(peer.securityHops ?? 2)",
            "strict bind on", "hold time \(peer.holdTime)", "connect delay time 1", "connect retry time 1", "error wait time 1,2",
            "passive \(peer.isPassive ? "on" : "off")", "enable extended messages \(peer.hasExtendedMessages ? "on" : "off")",
            "enable as4 \(peer.hasFourOctetAS ? "on" : "off")",
            "graceful restart \(peer.restartTime == nil ? "off" : "on")",
            "long lived graceful restart \(peer.longLivedTime == nil ? "off" : "on")",
        ]
        if let password = peer.password { lines.append("password \"\(password)\"") }
        if peer.securityHops != nil { lines.append("ttl security on") }
        if peer.isClient { lines.append("rr client") }
        if let clusterID { lines.append("rr cluster id \(clusterID)") }
        if let time = peer.restartTime { lines.append("graceful restart time \(time)") }
        if let time = peer.longLivedTime { lines.append("long lived stale time \(time)") }
        for (family, number, address) in [
            (DaemonPeer.Families.ipv4, 4, TestNetwork.address(self.number)), (.ipv6, 6, TestNetwork.address6(self.number)),
        ] where peer.families.contains(family) {
            var options = ["import all", "export filter out\(number)"]
            let isOther = (number == 6) != peer.address.contains(":")
            if isOther && !(number == 4 && peer.hasExtendedNextHop) { options.append("next hop address \(address)") }
            if number == 4 && peer.hasExtendedNextHop { options.append("extended next hop on") }
            switch peer.addPath {
            case .receive: options.append("add paths rx")
            case .send: options.append("add paths tx")
            case .both: options.append("add paths on")
            case nil: break
            }
            if let limit = peer.maximumPrefixes { options.append("receive limit \(limit) action disable") }
            lines.append("ipv\(number) { \(options.joined(separator: "; ")); }")
        }
        return "protocol bgp \(name) {\n" + lines.map { "  \($0);\n" }.joined() + "}"
    }
}

extension TestRoute {
    /// A static route with attributes; BIRD cannot make sets, aggregators and unknown attributes of its own.
    fileprivate var birdText: String {
        var parts: [String] = []
        switch origin {
        case .igp: parts.append("bgp_origin = ORIGIN_IGP")
        case .egp: parts.append("bgp_origin = ORIGIN_EGP")
        case .incomplete: parts.append("bgp_origin = ORIGIN_INCOMPLETE")
        }
        parts += path.split(separator: " ").reversed().map { "bgp_path.prepend(\($0))" }
        if let med { parts.append("bgp_med = \(med)") }
        if let localPreference { parts.append("bgp_local_pref = \(localPreference)") }
        func fields(_ text: String) -> String { text.split(separator: ":", maxSplits: 2).joined(separator: ", ") }
        parts += communities.sorted().map { "bgp_community.add((\(fields($0))))" }
        parts += large.sorted().map { "bgp_large_community.add((\(fields($0))))" }
        parts += extended.sorted().map { text in
            guard text.hasPrefix("generic:") else { return "bgp_ext_community.add((\(fields(text.replacing("soo:", with: "ro:")))))" }
            let digits = text.dropFirst(8)
            return "bgp_ext_community.add((generic, 0x\(digits.prefix(8)), 0x\(digits.suffix(8))))"
        }
        return "route \(prefix) blackhole { " + parts.map { "\($0); " }.joined() + "};"
    }
}
