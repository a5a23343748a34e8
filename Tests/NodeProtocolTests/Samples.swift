import Addresses
import NodeProtocol

/// Messages with every member set, and with as few as may be.
enum Samples {
    static func address(_ text: String) -> IPAddress {
        guard let address = IPAddress(text) else { preconditionFailure("not an address: \(text)") }
        return address
    }

    static func prefix(_ text: String) -> IPPrefix {
        guard let prefix = IPPrefix(text) else { preconditionFailure("not a prefix: \(text)") }
        return prefix
    }

    static let peer = PeerReport(
        name: "Node_1_2_3_4_port_50", address: address("1.2.3.4"), port: 50, type: .node, resource: "rack1", remoteNode: "n2",
        remoteAS: 4_200_000_000,
        state: "Active", sinceSeconds: 77, uptimeSeconds: 5, reason: "connection refused\nby \"1.2.3.4\"", accepted: 1, rejected: 2, sent: 3,
        stale: 4, updatesIn: 5, updatesOut: 6, holdTime: 90, isClient: true)
    static let bare = PeerReport(
        name: "Mesh_fd00__7", address: address("fd00::7"), type: .mesh, remoteAS: 64512, state: "Established", sinceSeconds: 0)

    static let status = NodeStatusReport(
        node: "n1", version: "3.30.0", pid: 4711, startedAt: 1_795_770_000, asNumber: 64512, routerID: "10.0.0.1", clusterID: "0.0.0.9",
        addresses: [address("10.0.0.1"), address("fd00::1")],
        parts: [PartReport(name: "bgp", isReady: true, words: ""), PartReport(name: "routes", isReady: false, words: "waits")],
        conditions: ConditionReport.Severity.allCases.map { ConditionReport(severity: $0, finding: "f", remedy: "r") },
        remarks: [RemarkReport(subject: "BGPPeer(rack1)", words: "filter x does not exist")], peers: [peer, bare],
        routes: RouteReport(
            kernel4: 1, kernel6: 2, pods: 3, pending: [PendingRouteReport(prefix: prefix("10.65.1.0/26"), reason: "no way")], stale: 5, learned: 6),
        startedBefore: "restart, routes kept")

    static let entry = RouteReportEntry(
        prefix: prefix("10.65.0.0/26"), pathID: .max, peer: "Mesh_10_0_0_7", nextHop: address("10.0.0.7"), asPath: "64512 {1 2}",
        localPreference: .max, med: 0, communities: ["64512:1", "no-export"], isBest: true, isUsed: true, isStale: true, isRejected: true,
        kernel: "installed via 10.0.0.7", why: "only path")
}
