internal import NodeProtocol
internal import Telemetry

/// The daemon's state as metrics.
enum NodeMetrics {
    static func families(_ report: NodeStatusReport) -> [MetricFamily] {
        func peers(_ value: (PeerReport) -> Double) -> [MetricSample] {
            report.peers.map { peer in
                MetricSample(
                    value(peer), [MetricLabel("peer", "\(peer.address)"), MetricLabel("name", peer.name), MetricLabel("type", peer.type.rawValue)])
            }
        }
        let routes = report.routes
        return [
            MetricFamily(
                "calico_node_info", .gauge, help: "Version and name of the node; always 1.",
                [MetricSample(1, [MetricLabel("version", report.version), MetricLabel("node", report.node)])]),
            MetricFamily(
                "calico_node_start_time_seconds", .gauge, help: "When the daemon was started, seconds since 1970.", value: Double(report.startedAt)),
            MetricFamily(
                "calico_node_part_ready", .gauge, help: "Whether a part of the daemon is ready.",
                report.parts.map { MetricSample($0.isReady ? 1 : 0, [MetricLabel("part", $0.name)]) }),
            MetricFamily(
                "calico_node_conditions", .gauge, help: "What is wrong at the moment, by severity.",
                ConditionReport.Severity.allCases.map { severity in
                    MetricSample(Double(report.conditions.count { $0.severity == severity }), [MetricLabel("severity", severity.rawValue)])
                }),
            MetricFamily("calico_bgp_peer_established", .gauge, help: "Whether the session with the peer is up.", peers { $0.isEstablished ? 1 : 0 }),
            MetricFamily(
                "calico_bgp_peer_state_seconds", .gauge, help: "How long the session has been in its state.", peers { Double($0.sinceSeconds) }),
            MetricFamily("calico_bgp_peer_routes_accepted", .gauge, help: "Routes of the peer that are taken.", peers { Double($0.accepted) }),
            MetricFamily(
                "calico_bgp_peer_routes_rejected", .gauge, help: "Routes of the peer that filters or loop checks refuse.",
                peers { Double($0.rejected) }),
            MetricFamily("calico_bgp_peer_routes_sent", .gauge, help: "Routes told to the peer.", peers { Double($0.sent) }),
            MetricFamily("calico_bgp_peer_routes_stale", .gauge, help: "Routes of the peer from before it restarted.", peers { Double($0.stale) }),
            MetricFamily("calico_bgp_peer_updates_received_total", .counter, help: "UPDATE messages of the peer.", peers { Double($0.updatesIn) }),
            MetricFamily(
                "calico_bgp_peer_updates_sent_total", .counter, help: "Pieces with UPDATE messages sent to the peer.", peers { Double($0.updatesOut) }
            ),
            MetricFamily(
                "calico_kernel_routes", .gauge, help: "Routes of the daemon in the kernel.",
                [
                    MetricSample(Double(routes.kernel4), [MetricLabel("kind", "bgp"), MetricLabel("family", "ipv4")]),
                    MetricSample(Double(routes.kernel6), [MetricLabel("kind", "bgp"), MetricLabel("family", "ipv6")]),
                    MetricSample(Double(routes.pods), [MetricLabel("kind", "pod"), MetricLabel("family", "all")]),
                ]),
            MetricFamily(
                "calico_kernel_routes_pending", .gauge, help: "Routes that are wanted and not in the kernel.", value: Double(routes.pending.count)),
        ]
    }
}
