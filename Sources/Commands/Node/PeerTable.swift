internal import NodeProtocol

/// Sessions of BGP, one a row.
struct PeerTable: Sendable {
    let isWide: Bool
    let clock: WallClock

    func table(_ peers: [PeerReport]) -> TextTable {
        let wide = ["PORT", "RESOURCE", "HOLDTIME", "UPDATESIN", "UPDATESOUT", "CLIENT"]
        var table = TextTable(
            headers: ["NAME", "ADDRESS", "TYPE", "NODE", "AS", "STATE", "SINCE", "ACCEPTED", "REJECTED", "SENT", "STALE"] + (isWide ? wide : [])
                + ["REASON"])
        for peer in peers { table.add(cells(peer)) }
        return table
    }

    private func cells(_ peer: PeerReport) -> [String] {
        let since = peer.uptimeSeconds.map { "up \(WallClock.span($0))" } ?? clock.since(peer.sinceSeconds)
        var cells = [
            peer.name, "\(peer.address)", peer.type.rawValue, peer.remoteNode ?? "-", "\(peer.remoteAS)", peer.state, since, "\(peer.accepted)",
            "\(peer.rejected)", "\(peer.sent)", "\(peer.stale)",
        ]
        if isWide {
            cells += ["\(peer.port)", peer.resource ?? "-", peer.holdTime.map { "\($0)s" } ?? "-", "\(peer.updatesIn)", "\(peer.updatesOut)"]
            cells.append(peer.isClient ? "yes" : "no")
        }
        return cells + [peer.reason.isEmpty ? "-" : peer.reason]
    }
}
