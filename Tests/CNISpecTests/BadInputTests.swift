import CNISpec
import JSON
import Testing

@Suite struct BadInputTests {
    @Test(arguments: try InputRow.table("bad-inputs.json"))
    func isRefused(_ row: InputRow) throws {
        let error = try #require(throws: CNIError.self) { try read(row) }
        #expect(error.code.rawValue == UInt(try #require(row.members["code"]?.integer)))
        #expect(error.message.contains(try #require(row.members["messageContains"]?.string)))
        if let details = row.members["detailsContains"]?.string { #expect(error.details.contains(details), "\(error.details)") }
        #expect(error.message.utf8.count < 160)
        #expect(error.details.utf8.count < 400)
        let json = try JSONValue(parsing: error.json(version: .v100).text, options: .rejectDuplicates)
        #expect(json["msg"]?.string == error.message)
    }

    /// What a plugin reads before it does anything.
    private func read(_ row: InputRow) throws(CNIError) {
        let invocation = try Invocation { row.environment[$0] }
        _ = try NetworkConfiguration(parsing: row.stdin, verb: invocation.verb)
    }
}
