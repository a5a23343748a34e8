internal import Addresses
internal import NodeProtocol

/// The daemon's status for people: upstream's lines and tables first, then what only this daemon tells.
struct StatusText: Sendable {
    let report: NodeStatusReport
    let isWide: Bool
    let clock: WallClock

    var text: String {
        "Calico process is running.\n\n" + table(.v4) + "\n" + table(.v6) + "\n" + node + parts + routes + conditions + remarks
    }

    private func table(_ family: IPAddress.Family) -> String {
        let name = "IPv\(family.rawValue)"
        let peers = report.peers.filter { $0.family == family }
        guard !peers.isEmpty else { return "\(name) BGP status\nNo \(name) peers found.\n" }
        var table = BoxTable(headers: ["Peer address", "Peer type", "State", "Since", "Info"] + (isWide ? Self.wideHeaders : []))
        for peer in peers { table.add(cells(peer)) }
        return "\(name) BGP status\n\(table.text)"
    }

    private static let wideHeaders = ["AS", "Node", "Accepted", "Rejected", "Sent", "Stale"]

    private func cells(_ peer: PeerReport) -> [String] {
        let address = peer.port == 179 ? "\(peer.address)" : "\(peer.address) port \(peer.port)"
        // BIRD's words, which scripts look for: a protocol is "up", or on its way to be.
        let state = peer.isEstablished ? "up" : "start"
        let info = peer.reason.isEmpty ? peer.state : "\(peer.state): \(peer.reason)"
        let cells = [address, peer.type.rawValue, state, clock.since(peer.sinceSeconds), info]
        guard isWide else { return cells }
        return cells + [
            "\(peer.remoteAS)", peer.remoteNode ?? "-", "\(peer.accepted)", "\(peer.rejected)", "\(peer.sent)", "\(peer.stale)",
        ]
    }

    private var node: String {
        let addresses = report.addresses.isEmpty ? "no address" : report.addresses.map { "\($0)" }.joined(separator: ", ")
        var text = "Node \(plain(report.node)): AS \(report.asNumber), router id \(plain(report.routerID ?? "none yet")), \(addresses)"
        if let cluster = report.clusterID { text += ", reflects routes as cluster \(plain(cluster))" }
        return text + "\ncalico-node v\(plain(report.version)), process \(report.pid), since \(clock.moment(report.startedAt)) "
            + "(\(plain(report.startedBefore)))\n"
    }

    /// Only what is not ready, unless all is asked for.
    private var parts: String {
        let shown = report.parts.filter { isWide || !$0.isReady }
        return section("Parts:", shown.map { "\($0.name): \($0.isReady ? "ready" : "not ready")" + ($0.words.isEmpty ? "" : ", \($0.words)") })
    }

    private var routes: String {
        let counts = report.routes
        let text =
            "Kernel routes: \(counts.kernel4) IPv4 and \(counts.kernel6) IPv6 of BGP, \(counts.pods) to pods; "
            + "\(counts.learned) learned, \(counts.stale) stale, \(counts.pending.count) pending\n"
        let pending = isWide ? counts.pending : Array(counts.pending.prefix(Self.shownPending))
        var lines = pending.map { "\($0.prefix): \($0.reason)" }
        if lines.count < counts.pending.count { lines.append("and \(counts.pending.count - lines.count) more; -o wide shows all") }
        return text + section("Routes that are not in the kernel:", lines)
    }

    private static let shownPending = 10

    private var conditions: String {
        section("Conditions:", report.conditions.flatMap { ["\($0.severity.rawValue): \($0.finding)", "  what to do: \($0.remedy)"] })
    }

    private var remarks: String { section("Remarks:", report.remarks.map { "\($0.subject): \($0.words)" }) }

    private func section(_ heading: String, _ lines: [String]) -> String {
        lines.isEmpty ? "" : "\(heading)\n" + lines.map { "  \(plain($0))\n" }.joined()
    }

    private func plain(_ text: String) -> String { TextTable.plain(text) }
}
