import Selectors
import Testing

@Suite struct EvaluationTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        let selector: String
        let labels: [String: String]
        let matches: Bool
        var testDescription: String { "\(String(selector.prefix(80)).debugDescription) \(matches ? "matches" : "does not match") \(labels)" }
    }

    @Test(arguments: try FixtureTable.rows("evaluation.json", of: Row.self))
    func matchesWhatTheTableSays(_ row: Row) throws {
        let selector = try Selector(parsing: row.selector)
        #expect(selector.evaluate(row.labels) == row.matches)
        #expect(selector.evaluate(Labels(row.labels)) == row.matches)
        #expect(try Selector(parsing: selector.canonicalText).evaluate(row.labels) == row.matches)
        #expect(try Selector(parsing: "!(\(selector))").evaluate(row.labels) != row.matches)
    }

    /// An endpoint in the namespace and with the service account that its profiles tell of.
    @Test(arguments: [
        ("app == 'web'", true), ("pcns.env == 'prod'", true), ("pcsa.team == 'x'", true), ("has(pcns.none)", false), ("pcns.env != 'prod'", false),
        ("pcsa.team not in {'x'}", false),
        ("!has(none) && none != 'x'", true), ("tier == 'own'", true), ("tier == 'of the namespace'", false),
        ("zone == 'of the namespace'", true), ("zone == 'of the account'", false),
        ("tier == 'own' && zone starts with 'of' && pcns.env contains 'o'", true),
    ])
    func looksAtInheritedLabels(_ text: String, _ matches: Bool) throws {
        let endpoint = InheritedLabels(
            own: ["app": "web", "tier": "own"],
            profiles: [
                ["pcns.env": "prod", "tier": "of the namespace", "zone": "of the namespace"],
                ["pcsa.team": "x", "zone": "of the account"],
            ])
        #expect(try Selector(parsing: text).evaluate(endpoint) == matches)
    }

    /// Labels that are worked out when they are asked for, and count how often.
    private final class CountingSource: LabelSource {
        var asked: [String] = []

        func passes(_ test: LabelTest) -> Bool? {
            asked.append(test.name)
            return test.name.hasPrefix("no") ? nil : test.holds(for: "value of \(test.name)".utf8.span.bytes)
        }
    }

    @Test(arguments: [
        ("has(a) && has(no) && has(b)", ["a", "no"], false), ("has(no) || has(a) || has(b)", ["no", "a"], true),
        ("!(has(a) || has(b)) && has(c)", ["a"], false), ("!(has(a) && has(no)) && c == 'value of c'", ["a", "no", "c"], true),
        ("(has(a) || has(b)) && (has(no) || has(c))", ["a", "no", "c"], true), ("all() || has(a)", [], true), ("global() && !all()", [], false),
        ("!!(!(has(a) && !has(b)) || has(no))", ["a", "b"], true),
    ])
    func asksForNoMoreLabelsThanItNeeds(_ text: String, _ asked: [String], _ matches: Bool) throws {
        let source = CountingSource()
        #expect(try Selector(parsing: text).evaluate(source) == matches)
        #expect(source.asked == asked)
    }
}
