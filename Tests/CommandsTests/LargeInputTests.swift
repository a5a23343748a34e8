import Foundation
import TestSupport
import Testing

/// Inputs that are large or deep, some on purpose.
@Suite(.needsCalicoctl) struct LargeInputTests {
    private static func policy(_ number: Int) -> String {
        """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: policy-\(number)}
        spec: {order: \(number), selector: "app == 'a\(number)'", ingress: [{action: Allow, source: {nets: [10.0.0.0/8]}}]}

        """
    }

    @Test func manyDocumentsAreAllWritten() throws {
        try withTemporaryFolder { state in
            let text = (0..<2500).map { Self.policy($0) }.joined(separator: "---\n")
            let outcome = try Program.run(["apply", "-f", "-"], state: state, input: Array(text.utf8))
            #expect(outcome.output == "Successfully applied 2500 'GlobalNetworkPolicy' resource(s)\n")
            let json = try Program.run(["get", "gnp", "-o", "json"], state: state).output
            let again = try Program.run(["apply", "-f", "-"], state: state, input: Array(json.utf8))
            #expect(again.output == "Successfully applied 2500 'GlobalNetworkPolicy' resource(s)\n")
            #expect(try Program.run(["get", "gnp"], state: state).output.split(separator: "\n").count == 2501)
            #expect(try Program.run(["diff", "-f", "-"], state: state, input: Array(text.utf8)).status == 0)
        }
    }

    @Test func oneBadDocumentKeepsAllFromBeingWritten() throws {
        try withTemporaryFolder { state in
            let text = (0..<1500).map { Self.policy($0) }.joined(separator: "---\n") + "---\nkind: Tier\n"
            let outcome = try Program.run(["apply", "-f", "-"], state: state, input: Array(text.utf8))
            #expect(outcome.status == 1)
            #expect(outcome.diagnostics.contains("standard input, document 1501, line 7501"))
            #expect(outcome.diagnostics.hasSuffix("nothing was applied: 1 fault in 1 of 1501 documents\n"))
            #expect(try Program.run(["get", "gnp", "-o", "name"], state: state).output.isEmpty)
        }
    }

    @Test func tenMegabytesOfText() throws {
        try withTemporaryFolder { state in
            let set = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: large}\nspec:\n  nets:\n"
            let nets = (0..<500_000).map { "  - 10.\($0 >> 16).\($0 >> 8 & 255).\($0 & 255)/32\n" }.joined()
            let outcome = try Program.run(["validate", "-f", "-"], state: state, input: Array((set + nets).utf8))
            #expect(outcome.output == "Successfully validated 1 'GlobalNetworkSet' resource(s)\n")
            let bad = try Program.run(["validate", "-f", "-"], state: state, input: Array((set + nets + "  - 10.0.0.0/33\n").utf8))
            #expect(bad.status == 1)
            #expect(bad.diagnostics.contains("line 500006"))
            let stored = try Program.run(["apply", "-f", "-"], state: state, input: Array((set + nets).utf8))
            #expect(stored.output == "Successfully applied 1 'GlobalNetworkSet' resource(s)\n")
            // More than one value of the datastore can be.
            let large = set + nets + nets.replacing("- 10.", with: "- 11.") + nets.replacing("- 10.", with: "- 12.")
            let refused = try Program.run(["apply", "-f", "-"], state: state, input: Array(large.utf8))
            #expect(refused.status == 1)
            #expect(refused.diagnostics.hasPrefix("failed to apply 'GlobalNetworkSet' resource: ["))
        }
    }

    @Test(arguments: ["[", "{a: ", "- ", "{\"a\":", "[[", "a:\n "])
    func deepNestingIsTold(_ piece: String) throws {
        try withTemporaryFolder { state in
            let text = String(repeating: piece, count: 100_000)
            let outcome = try Program.run(["validate", "-f", "-"], state: state, input: Array(text.utf8))
            #expect(outcome.status == 1)
            #expect(outcome.diagnostics.hasPrefix("standard input"))
            #expect(outcome.diagnostics.utf8.count < 2000)
        }
    }

    @Test func octetsThatAreNoTextAreTold() throws {
        var generator = SeededGenerator(seed: 5)
        try withTemporaryFolder { state in
            for count in [1, 2, 100, 100_000] {
                let outcome = try Program.run(["apply", "-f", "-"], state: state, input: [0xff] + generator.octets(count))
                #expect(outcome.status == 1)
                #expect(outcome.diagnostics.contains("nothing was applied"))
            }
        }
    }

    /// Faults beyond the hundredth are counted.
    @Test func manyFaultsAreToldInPart() throws {
        try withTemporaryFolder { state in
            let text = (0..<500).map { "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: A\($0)}\n" }.joined(separator: "---\n")
            let outcome = try Program.run(["apply", "-f", "-"], state: state, input: Array(text.utf8))
            #expect(outcome.diagnostics.contains("... and 400 more\nnothing was applied: 500 faults in 500 of 500 documents\n"))
        }
    }
}
