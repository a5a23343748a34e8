internal import BGPWire
internal import Testing

/// Every row of TestFixtures/bgp/updates: the reaction its RFC names, the reason in words.
@Suite struct MalformedUpdateTests {
    @Test(arguments: UpdateRow.all)
    func leadsToWhatTheRFCNames(_ row: UpdateRow) {
        var found = outcome(of: row.body, options: row.options)
        // Rows about reactions need not repeat the routes.
        for kind in ["routes ", "gone "] where !row.expected.contains(where: { $0.hasPrefix(kind) }) { found.removeAll { $0.hasPrefix(kind) } }
        #expect(Self.inOrder(found) == Self.inOrder(row.expected), "\(hexText(row.body))")
    }

    @Test func thereAreRowsForEveryReaction() {
        let kinds = Dictionary(grouping: UpdateRow.all.flatMap(\.expected)) { $0.split(separator: " ").first.map(String.init) ?? "" }
        #expect(UpdateRow.all.count >= 220)
        for (kind, least) in [("reset", 50), ("withdraw", 80), ("discard", 30), ("accept", 60)] {
            #expect((kinds[kind]?.count ?? 0) >= least, "\(kind): \(kinds[kind]?.count ?? 0)")
        }
    }

    @Test func namesOfRowsAreUnique() {
        #expect(Set(UpdateRow.all.map(\.testDescription)).count == UpdateRow.all.count)
    }

    /// Kinds of lines one after the other; lines of one kind in the order they were found.
    private static func inOrder(_ lines: [String]) -> [String] {
        let ranks = ["reset", "data", "withdraw", "discard", "gone", "routes", "ignored", "end-of-rib", "accept", "nothing"]
        func rank(_ line: String) -> Int {
            let word = line.split(separator: " ").first.map(String.init) ?? ""
            // Both kinds of faults stay in the order of the attributes.
            return ranks.firstIndex(of: word == "discard" ? "withdraw" : word) ?? ranks.count
        }
        return lines.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }
}
