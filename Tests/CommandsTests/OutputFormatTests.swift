import Testing

@testable import Commands

@Suite struct OutputFormatTests {
    @Test(
        arguments: [
            ("yaml", .yaml), ("yml", .yaml), ("json", .json), ("ps", .table(isWide: false)), ("wide", .table(isWide: true)), ("name", .name),
            ("custom-columns=NAME", .columns(["NAME"])), ("custom-columns= NAME , CIDR", .columns(["NAME", "CIDR"])),
        ] as [(String, OutputFormat)])
    func isReadFromItsWord(_ text: String, _ format: OutputFormat) throws {
        #expect(try OutputFormat(parsing: text) == format)
    }

    @Test(arguments: ["", "YAML", "yaml=", "ps=x", "custom-columns", "custom-columns=", "custom-columns=,", "go-template={{.}}", "jsn"])
    func refusesOtherWords(_ text: String) {
        let failure = #expect(throws: CommandFailure.self) { try OutputFormat(parsing: text) }
        #expect(failure?.status == .usage)
    }
}
