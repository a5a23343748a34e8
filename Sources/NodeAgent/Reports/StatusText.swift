internal import NodeProtocol

/// The daemon's state as text for people.
struct StatusText {
    let report: NodeStatusReport

    init(_ report: NodeStatusReport) { self.report = report }

    var text: String {
        let addresses = report.addresses.map { "\($0)" }.joined(separator: ", ")
        var lines = [
            "calico-node v\(report.version), pid \(report.pid), \(report.startedBefore)",
            "node \(report.node.isEmpty ? "without a name yet" : report.node), AS \(report.asNumber), router id \(report.routerID ?? "none"), "
                + "addresses \(addresses.isEmpty ? "none" : addresses)" + (report.clusterID.map { ", route reflector of cluster \($0)" } ?? ""),
            "",
        ]
        lines += report.parts.map { "\($0.isReady ? "ready    " : "NOT READY")  \($0.name): \($0.words)" }
        lines += ["", "peers"]
        if report.peers.isEmpty { lines.append("  none") }
        for peer in report.peers {
            let words = peer.isEstablished ? "\(peer.accepted) routes in, \(peer.sent) out" : peer.reason
            lines.append("  \(peer.name)  AS \(peer.remoteAS)  \(peer.state) for \(peer.sinceSeconds) s  \(words)")
        }
        let routes = report.routes
        lines += ["", "routes in the kernel: \(routes.kernel4) IPv4 and \(routes.kernel6) IPv6 of BGP, \(routes.pods) to pods"]
        lines += routes.pending.prefix(20).map { "  waiting: \($0.prefix): \($0.reason)" }
        if routes.pending.count > 20 { lines.append("  and \(routes.pending.count - 20) more") }
        if !report.conditions.isEmpty { lines += ["", "conditions"] }
        for condition in report.conditions {
            lines.append("  \(condition.severity.rawValue): \(condition.finding)")
            if !condition.remedy.isEmpty { lines.append("    \(condition.remedy)") }
        }
        if !report.remarks.isEmpty { lines += ["", "remarks"] }
        lines += report.remarks.map { "  \($0.subject): \($0.words)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
