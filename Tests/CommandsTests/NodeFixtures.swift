import Addresses
import Foundation
import NodeProtocol
import TestSupport

/// A daemon's socket with canned answers, and the program that asks it.
enum NodeFixtures {
    private static func address(_ text: String) -> IPAddress {
        guard let address = IPAddress(text) else { preconditionFailure("not an address: \(text)") }
        return address
    }

    private static func prefix(_ text: String) -> IPPrefix {
        guard let prefix = IPPrefix(text) else { preconditionFailure("not a prefix: \(text)") }
        return prefix
    }

    static let peers = [
        PeerReport(
            name: "Mesh_10_192_0_3", address: address("10.192.0.3"), type: .mesh, remoteNode: "n3", remoteAS: 64512, state: "Established",
            sinceSeconds: 10 * 86_400, uptimeSeconds: 10 * 86_400, accepted: 12, rejected: 1, sent: 3, updatesIn: 40, updatesOut: 5, holdTime: 90),
        PeerReport(
            name: "Node_172_17_8_102_port_50", address: address("172.17.8.102"), port: 50, type: .node, resource: "rack1", remoteAS: 65001,
            state: "Active", sinceSeconds: 20 * 86_400,
            reason: "connection refused (172.17.8.102:50); is a BGP speaker running there?\u{1b}[31m", isClient: true),
    ]

    static func status(_ peers: [PeerReport] = peers, isQuiet: Bool = false) -> NodeStatusReport {
        NodeStatusReport(
            node: "n1", version: "3.30.0", pid: 4711, startedAt: 1_795_770_000, asNumber: 64512, routerID: "10.192.0.2",
            clusterID: isQuiet ? nil : "0.0.0.9", addresses: [address("10.192.0.2")],
            parts: [
                PartReport(name: "bgp", isReady: true, words: "1 of 2 sessions"),
                PartReport(name: "routes", isReady: isQuiet, words: isQuiet ? "" : "waits for the datastore"),
            ],
            conditions: isQuiet
                ? [] : [ConditionReport(severity: .warning, finding: "rp_filter of eth0 is 1", remedy: "sysctl -w net.ipv4.conf.eth0.rp_filter=2")],
            remarks: isQuiet ? [] : [RemarkReport(subject: "BGPPeer(rack1)", words: "filter x does not exist; its rules are left out")],
            peers: peers,
            routes: RouteReport(
                kernel4: 12, kernel6: 3, pods: 5,
                pending: isQuiet ? [] : [PendingRouteReport(prefix: prefix("10.65.9.0/26"), reason: "no way to the next hop 10.9.9.9")], stale: 2,
                learned: 14),
            startedBefore: "restart, routes kept")
    }

    static let routes = [
        RouteReportEntry(
            prefix: prefix("10.65.1.0/26"), peer: "Mesh_10_192_0_3", nextHop: IPAddress("10.192.0.3"), localPreference: 2_147_482_623,
            communities: ["64512:1", "no-export"], isBest: true, isUsed: true, kernel: "installed via 10.192.0.3 eth0", why: "only path"),
        RouteReportEntry(
            prefix: prefix("10.65.2.0/26"), pathID: 7, peer: "Node_172_17_8_102", nextHop: IPAddress("172.17.8.102"), asPath: "65001 65002",
            med: 5, isStale: true, isRejected: true, kernel: "", why: "import filter deny-all refuses it"),
        RouteReportEntry(prefix: prefix("fd00:65::/122"), isUsed: true, kernel: "left: own aggregate"),
    ]

    static func answer(_ request: NodeRequest) -> NodeAnswer {
        switch request {
        case .status: .status(status())
        case .routes(let query):
            if query.peer == "nobody" {
                .failure("no session is called nobody")
            } else {
                .routes(routes.filter { query.selects($0.prefix) && (query.direction != .received || $0.isRejected) })
            }
        default: .failure("not in this test")
        }
    }

    /// Runs commands of the program against a socket that answers.
    static func run(
        _ commands: [[String]], answer: @escaping @Sendable (NodeRequest) -> NodeAnswer = answer
    ) throws -> [Program.Outcome] {
        try withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: "\(folder)/run", withIntermediateDirectories: true)
            let daemon = try CannedDaemon("\(folder)/run/calico-node.sock", answer)
            defer { daemon.stop() }
            return try commands.map { try Program.run($0, state: folder, environment: ["TZ": "UTC"]) }
        }
    }
}
