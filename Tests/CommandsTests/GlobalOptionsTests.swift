import Testing

@testable import Commands

@Suite struct GlobalOptionsTests {
    @Test(
        arguments: [
            (["get", "nodes"], ["get", "nodes"]), (["-l", "info", "get", "nodes"], ["get", "-l", "info", "nodes"]),
            (["--log-level=info", "get"], ["get", "--log-level=info"]),
            (["--allow-version-mismatch", "-c", "f", "get", "x"], ["get", "--allow-version-mismatch", "-c", "f", "x"]), (["-l"], ["-l"]), ([], []),
            (["-l", "info"], ["-l", "info"]), (["--help"], ["--help"]), (["get", "-l", "x"], ["get", "-l", "x"]),
        ] as [([String], [String])])
    func moveBehindTheVerb(_ given: [String], _ expected: [String]) {
        #expect(GlobalOptions.reordered(given) == expected)
    }
}
