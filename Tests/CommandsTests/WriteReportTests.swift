import Testing

@testable import Commands

@Suite struct WriteReportTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let report: WriteReport
        let output: String?
        let failure: String?

        init(
            _ verb: WriteVerb, _ kinds: Set<String>, total: Int, done: Int, _ failures: [String] = [], remark: String = "", output: String?,
            failure: String? = nil
        ) {
            report = WriteReport(
                verb: verb, kinds: kinds, total: total, done: done, failures: failures.map { .init(source: "f.yaml", message: $0) }, remark: remark)
            self.output = output
            self.failure = failure
        }

        var testDescription: String { "\(report.verb) \(report.done) of \(report.total)" }
    }

    @Test(arguments: [
        Row(.apply, ["IPPool"], total: 3, done: 3, output: "Successfully applied 3 'IPPool' resource(s)"),
        Row(.create, ["IPPool", "Node"], total: 2, done: 2, output: "Successfully created 2 resource(s)"),
        Row(.replace, ["Node"], total: 1, done: 1, output: "Successfully replaced 1 'Node' resource(s)"),
        Row(.delete, ["Node"], total: 1, done: 1, output: "Successfully deleted 1 'Node' resource(s)"),
        Row(.validate, ["Node"], total: 1, done: 1, output: "Successfully validated 1 'Node' resource(s)"),
        Row(.apply, ["Node"], total: 1, done: 1, remark: " (dry run)", output: "Successfully applied 1 'Node' resource(s) (dry run)"),
        Row(.apply, [], total: 0, done: 0, output: "No resources specified"),
        Row(.create, ["Node"], total: 1, done: 0, ["e"], output: nil, failure: "failed to create 'Node' resource: [e]"),
        Row(
            .create, ["Node"], total: 2, done: 0, ["e", "f"], output: nil, failure: "failed to create any 'Node' resources:\n  f.yaml: e\n  f.yaml: f"
        ),
        Row(
            .apply, ["Node", "Tier"], total: 2, done: 0, ["e", "f"], output: nil, failure: "failed to apply any resources:\n  f.yaml: e\n  f.yaml: f"),
        Row(
            .create, ["Node"], total: 3, done: 2, ["e"], output: "Partial success: created the first 2 out of 3 'Node' resources:",
            failure: "hit error: [e]"),
        Row(
            .apply, ["Node", "Tier"], total: 3, done: 1, ["e", "f"], output: "Partial success: applied the first 1 out of 3 resources:",
            failure: "hit error:\n  f.yaml: e\n  f.yaml: f"),
        Row(
            .delete, ["Node"], total: 2, done: 1, ["e"], output: "Successfully deleted 1 'Node' resource(s)",
            failure: "Failed to delete 'Node' resource: f.yaml: e"),
        Row(
            .delete, ["Node", "Tier"], total: 2, done: 0, ["e", "f"], output: nil,
            failure: "Failed to delete resource: f.yaml: e\nFailed to delete resource: f.yaml: f"),
    ])
    func speaksInUpstreamsWords(_ row: Row) {
        #expect(row.report.success == row.output)
        #expect(row.report.failure?.message == row.failure)
        #expect(row.report.failure?.status == row.failure.map { _ in .failure })
    }

    @Test func countsFailuresBeyondTheHundredth() {
        let report = WriteReport(
            verb: .apply, kinds: ["Node"], total: 250, done: 0, failures: (0..<250).map { .init(source: nil, message: "e\($0)") })
        let lines = report.failure?.message.split(separator: "\n") ?? []
        #expect(lines.count == 102)
        #expect(lines.last == "... and 150 more")
    }
}
