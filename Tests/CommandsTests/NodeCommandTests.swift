import Addresses
import Foundation
import JSON
import NodeProtocol
import TestSupport
import Testing

@testable import Commands

/// The program asks a real socket.
@Suite(.needsCalicoctl) struct NodeCommandTests {
    static let clock = WallClock(now: Int64(Date().timeIntervalSince1970))
    static func date(_ days: Int64) -> String {
        let date = Date(timeIntervalSince1970: Double(clock.now - days * 86_400))
        return date.formatted(.iso8601.year().month().day())
    }

    /// Lines with one blank between cells.
    static func rows(_ text: String) -> [String] {
        text.split(separator: "\n").map { line in line.split(separator: " ").map { String($0) }.joined(separator: " ") }
    }

    @Test func nodeStatusHasUpstreamsTables() throws {
        let outcome = try NodeFixtures.run([["node", "status"]])[0]
        #expect(outcome.status == 0)
        #expect(outcome.diagnostics == "")
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("|") ? line.replacing(/[ ]{2,}/, with: " ") : line.replacing(/-{3,}/, with: "--")
        }
        let text = lines.joined(separator: "\n")
        let want = """
            Calico process is running.

            IPv4 BGP status
            +--+--+--+--+--+
            | PEER ADDRESS | PEER TYPE | STATE | SINCE | INFO |
            +--+--+--+--+--+
            | 10.192.0.3 | node-to-node mesh | up | \(Self.date(10)) | Established |
            | 172.17.8.102 port 50 | node specific | start | \(Self.date(20)) | Active: connection refused (172.17.8.102:50); is a BGP speaker \
            running there? [31m |
            +--+--+--+--+--+

            IPv6 BGP status
            No IPv6 peers found.

            Node n1: AS 64512, router id 10.192.0.2, 10.192.0.2, reflects routes as cluster 0.0.0.9
            calico-node v3.30.0, process 4711, since 2026-11-27 09:00:00 (restart, routes kept)
            Parts:
              routes: not ready, waits for the datastore
            Kernel routes: 12 IPv4 and 3 IPv6 of BGP, 5 to pods; 14 learned, 2 stale, 1 pending
            Routes that are not in the kernel:
              10.65.9.0/26: no way to the next hop 10.9.9.9
            Conditions:
              warning: rp_filter of eth0 is 1
                what to do: sysctl -w net.ipv4.conf.eth0.rp_filter=2
            Remarks:
              BGPPeer(rack1): filter x does not exist; its rules are left out

            """
        #expect(text == want)
        // All lines of the frame are as long as each other.
        #expect(Set(outcome.output.split(separator: "\n").filter { $0.hasPrefix("+") || $0.hasPrefix("|") }.map(\.unicodeScalars.count)).count == 1)
    }

    @Test func aQuietNodeTellsLittle() throws {
        let outcome = try NodeFixtures.run([["node", "status"]]) { _ in .status(NodeFixtures.status([], isQuiet: true)) }[0]
        #expect(
            outcome.output == """
                Calico process is running.

                IPv4 BGP status
                No IPv4 peers found.

                IPv6 BGP status
                No IPv6 peers found.

                Node n1: AS 64512, router id 10.192.0.2, 10.192.0.2
                calico-node v3.30.0, process 4711, since 2026-11-27 09:00:00 (restart, routes kept)
                Kernel routes: 12 IPv4 and 3 IPv6 of BGP, 5 to pods; 14 learned, 2 stale, 0 pending

                """)
    }

    @Test func documentsAreTheReport() throws {
        let outcomes = try NodeFixtures.run([
            ["node", "status", "-o", "json"], ["bgp", "peers", "-o", "json"], ["bgp", "routes", "-o", "json"], ["node", "status", "-o", "yaml"],
        ])
        #expect(outcomes.map(\.status) == [0, 0, 0, 0])
        #expect(try NodeStatusReport(json: JSONValue(parsing: outcomes[0].output)) == NodeFixtures.status())
        #expect(try JSONValue(parsing: outcomes[1].output) == .array(NodeFixtures.peers.map(\.json)))
        #expect(try JSONValue(parsing: outcomes[2].output) == .array(NodeFixtures.routes.map(\.json)))
        #expect(outcomes[3].output.contains("startedBefore: restart, routes kept\n"))
    }

    @Test func wideHasMoreColumns() throws {
        let outcome = try NodeFixtures.run([["node", "status", "-o", "wide"]])[0]
        #expect(outcome.output.contains("|  AS   | NODE | ACCEPTED | REJECTED | SENT | STALE |\n"), "\(outcome.output)")
        #expect(outcome.output.contains("| 64512 | n3   | 12       | 1        | 3    | 0     |\n"))
        #expect(outcome.output.contains("  bgp: ready, 1 of 2 sessions\n"))
    }

    @Test func peers() throws {
        let outcomes = try NodeFixtures.run([
            ["bgp", "peers"], ["bgp", "peers", "rack1", "-o", "wide"], ["bgp", "peers", "n3"], ["bgp", "peers", "10.192.0.3"],
            ["bgp", "peers", "nobody"],
        ])
        let second = "Node_172_17_8_102_port_50 172.17.8.102 node specific - 65001 Active \(Self.date(20)) 0 0 0 0 "
        let want: [String] = [
            "NAME ADDRESS TYPE NODE AS STATE SINCE ACCEPTED REJECTED SENT STALE REASON",
            "Mesh_10_192_0_3 10.192.0.3 node-to-node mesh n3 64512 Established up 10d 12 1 3 0 -",
            second + "connection refused (172.17.8.102:50); is a BGP speaker running there? [31m",
        ]
        #expect(Self.rows(outcomes[0].output) == want)
        #expect(outcomes[1].output.contains("PORT   RESOURCE   HOLDTIME   UPDATESIN   UPDATESOUT   CLIENT   REASON"))
        #expect(outcomes[1].output.contains("50     rack1      -          0           0            yes"))
        #expect(outcomes[2].output == outcomes[3].output && outcomes[2].output.split(separator: "\n").count == 2)
        #expect(outcomes[4].status == 1)
        #expect(outcomes[4].diagnostics == "no BGP session is called nobody; there are Mesh_10_192_0_3, Node_172_17_8_102_port_50\n")
    }

    struct Row: Sendable {
        let arguments: [String]
        let want: [String]
    }

    @Test(arguments: [
        Row(
            arguments: [],
            want: [
                "PREFIX NEXTHOP PEER ASPATH STATUS KERNEL", "10.65.1.0/26 10.192.0.3 Mesh_10_192_0_3 - best installed via 10.192.0.3 eth0",
                "10.65.2.0/26 172.17.8.102 Node_172_17_8_102 65001 65002 stale,rejected -", "fd00:65::/122 - - - used left: own aggregate",
            ]),
        Row(
            arguments: ["--received", "--why", "-o", "wide"],
            want: [
                "PREFIX NEXTHOP PEER ASPATH STATUS PREF MED PATHID COMMUNITIES KERNEL WHY",
                "10.65.2.0/26 172.17.8.102 Node_172_17_8_102 65001 65002 stale,rejected - 5 7 - - import filter deny-all refuses it",
            ]),
        Row(
            arguments: ["--prefix", "10.65.1.63", "-o", "wide"],
            want: [
                "PREFIX NEXTHOP PEER ASPATH STATUS PREF MED PATHID COMMUNITIES KERNEL",
                "10.65.1.0/26 10.192.0.3 Mesh_10_192_0_3 - best 2147482623 - 0 64512:1,no-export installed via 10.192.0.3 eth0",
            ]),
        Row(arguments: ["--ipv6"], want: ["PREFIX NEXTHOP PEER ASPATH STATUS KERNEL", "fd00:65::/122 - - - used left: own aggregate"]),
        Row(
            arguments: ["--prefix", "10.65.2.9/24", "--ipv4", "--sent"],
            want: [
                "PREFIX NEXTHOP PEER ASPATH STATUS KERNEL", "10.65.2.0/26 172.17.8.102 Node_172_17_8_102 65001 65002 stale,rejected -",
            ]),
        Row(arguments: ["--prefix", "192.168.0.0/16", "--kernel"], want: ["PREFIX NEXTHOP PEER ASPATH STATUS KERNEL"]),
    ])
    func routes(_ row: Row) throws {
        let outcome = try NodeFixtures.run([["bgp", "routes"] + row.arguments])[0]
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        #expect(Self.rows(outcome.output) == row.want)
    }

    @Test func complaints() throws {
        let rows: [([String], Int32, String)] = [
            (["bgp", "routes", "--peer", "nobody"], 1, "calico-node: no session is called nobody\n"),
            (["bgp", "routes", "--sent", "--kernel"], 64, "--sent and --kernel cannot be used together\n"),
            (["bgp", "routes", "--prefix", "10.65"], 64, "--prefix is '10.65'; write an address or a prefix such as 10.65.0.0/26\n"),
            (["node", "status", "-o", "jsn"], 64, "unrecognized output format 'jsn'; it is one of table, wide, json, yaml; is json meant?\n"),
            (["node", "staus"], 64, "unknown command 'node staus'; is status meant?\n"),
            (["bgp", "route"], 64, "unknown command 'bgp route'; is routes meant?\n"),
            (
                ["node", "status", "--socket", "/nowhere/s"], 1,
                "calico-node is not running (no socket at /nowhere/s; start it with `systemctl start calico-node`)\n"
            ),
            (["node", "status", "--socket", ""], 64, "--socket is empty; write the path of calico-node's socket\n"),
        ]
        let outcomes = try NodeFixtures.run(rows.map(\.0))
        for (row, outcome) in zip(rows, outcomes) {
            #expect(outcome.status == row.1, "\(row.0)")
            #expect(outcome.diagnostics == row.2)
            #expect(outcome.output == "")
        }
    }

    @Test func theSocketIsBelowTheStateFolder() throws {
        try withTemporaryFolder { folder in
            let outcome = try Program.run(["bgp", "peers"], state: folder)
            #expect(outcome.status == 1)
            let state = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
            #expect(outcome.diagnostics.contains("no socket at \(state)/run/calico-node.sock;"), "\(outcome.diagnostics)")
        }
    }

    /// Upstream's global options may stand anywhere.
    @Test func globalOptionsAreTaken() throws {
        let outcomes = try NodeFixtures.run([
            ["--allow-version-mismatch", "node", "status"], ["-l", "debug", "bgp", "peers", "n3"],
            ["node", "status", "--allow-version-mismatch", "-c", "x"],
        ])
        #expect(outcomes.map(\.status) == [0, 0, 0], "\(outcomes.map(\.diagnostics))")
    }

    @Test func groupsShowTheirVerbs() throws {
        let outcomes = try NodeFixtures.run([["node", "--help"], ["bgp"]])
        #expect(outcomes[0].output.contains("status"))
        #expect(outcomes[1].output.contains("peers") && outcomes[1].output.contains("routes"))
    }
}
