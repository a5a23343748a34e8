import JSON
import Model
import Testing

/// Every kind against the tables of TestFixtures/model/validation.
@Suite struct ValidationTableTests {
    @Test(arguments: try ValidationRow.all())
    func row(_ row: ValidationRow) throws {
        var inspection = Inspection(row.origin)
        let resource = AnyResource(inspecting: row.resource, as: row.kind, &inspection)
        if let old = row.old {
            var inspectionOfOld = Inspection(.stored)
            let before = try #require(AnyResource(inspecting: old, as: row.kind, &inspectionOfOld))
            #expect(inspectionOfOld.violations.isEmpty, "the old resource is wrong itself")
            try #require(resource).inspectChanges(from: before, &inspection)
        }
        guard let stored = row.stored else { return expect(row.errors, in: inspection.violations) }
        let found = inspection.violations.map(\.description)
        try #require(found.isEmpty, "\(found.joined(separator: "\n"))")
        let answer = try #require(resource)
        #expect(answer.spec == stored.spec, "stored:\n\(JSONValue.object(answer.spec).prettyText)")
        if let metadata = stored.metadata { #expect(answer.metadata.object == metadata) }
        if let status = stored.status { #expect(answer.status == status) }
        expectStable(answer)
    }

    @Test func rowsHaveNamesOfTheirOwn() throws {
        let names = try ValidationRow.all().map(\.testDescription)
        #expect(Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.sorted() == [])
    }

    /// One violation for each expected one, and no more.
    private func expect(_ expected: [ValidationRow.ExpectedViolation], in violations: [Violation]) {
        let found = violations.map(\.description).joined(separator: "\n")
        #expect(violations.map(\.path.description).sorted() == expected.map(\.path).sorted(), "found:\n\(found)")
        for one in expected {
            let isThere = violations.contains { $0.path.description == one.path && $0.description.contains(one.says) }
            #expect(isThere, "nothing at \(one.path) says \"\(one.says)\"; found:\n\(found)")
        }
    }

    /// What is stored reads back the same, octet by octet, whoever reads it.
    private func expectStable(_ answer: AnyResource) {
        var again = Inspection(.stored)
        let stored = AnyResource(inspecting: answer.json, as: answer.kind, &again)
        #expect(again.violations.isEmpty)
        #expect(stored.map { JSONValue.object($0.json).text } == JSONValue.object(answer.json).text)
    }
}
