internal import ArgumentParser
internal import JSON
internal import NodeProtocol

struct BGPPeersCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "peers", abstract: "Show this node's BGP sessions, and why one is not up.",
        usage: "calicoctl bgp peers [<name>|<address> ...] [options]")

    @Argument(help: ArgumentHelp("Names of sessions (Mesh_10_0_0_7), addresses, nodes or BGPPeer resources; all without one.", valueName: "peer"))
    var names: [String] = []
    @Option(name: .shortAndLong, help: "table, wide, json or yaml.", completion: .list(["table", "wide", "json", "yaml"]))
    var output = "table"
    @OptionGroup var node: NodeOptions

    func run() throws {
        let format = try ReportFormat(parsing: output)
        let report = try NodeQuestion.status(at: try node.path())
        for name in names where !report.peers.contains(where: { Self.matches($0, name) }) {
            let known = report.peers.map(\.name).joined(separator: ", ")
            throw CommandFailure("no BGP session is called \(name)\(known.isEmpty ? "; there is none at all" : "; there are \(known)")")
        }
        let peers = report.peers.filter { peer in names.isEmpty || names.contains { Self.matches(peer, $0) } }
        guard try !format.write(.array(peers.map(\.json)), to: .standard) else { return }
        try PeerTable(isWide: format == .wide, clock: .current()).table(peers).write(to: .standard)
    }

    private static func matches(_ peer: PeerReport, _ name: String) -> Bool {
        [peer.name, "\(peer.address)", peer.remoteNode, peer.resource].contains(name)
    }
}
