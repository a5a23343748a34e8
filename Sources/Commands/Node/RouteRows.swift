internal import NodeProtocol

/// Paths of routes, one a row.
struct RouteRows: Sendable {
    let isWide: Bool
    let tellsWhy: Bool

    func table(_ entries: [RouteReportEntry]) -> TextTable {
        var headers = ["PREFIX", "NEXTHOP", "PEER", "ASPATH", "STATUS"]
        if isWide { headers += ["PREF", "MED", "PATHID", "COMMUNITIES"] }
        headers.append("KERNEL")
        if tellsWhy { headers.append("WHY") }
        var table = TextTable(headers: headers)
        for entry in entries { table.add(cells(entry)) }
        return table
    }

    private func cells(_ entry: RouteReportEntry) -> [String] {
        var cells = ["\(entry.prefix)", entry.nextHop.map { "\($0)" } ?? "-", entry.peer ?? "-", dash(entry.asPath), status(entry)]
        if isWide {
            cells += [entry.localPreference.map { "\($0)" } ?? "-", entry.med.map { "\($0)" } ?? "-", "\(entry.pathID)"]
            cells.append(dash(entry.communities.joined(separator: ",")))
        }
        cells.append(dash(entry.kernel))
        if tellsWhy { cells.append(dash(entry.why)) }
        return cells
    }

    private func status(_ entry: RouteReportEntry) -> String {
        var words: [String] = []
        if entry.isBest { words.append("best") } else if entry.isUsed { words.append("used") }
        if entry.isStale { words.append("stale") }
        if entry.isRejected { words.append("rejected") }
        return dash(words.joined(separator: ","))
    }

    private func dash(_ text: String) -> String { text.isEmpty ? "-" : text }
}
