import Selectors
import Testing

@Suite struct SelectorCompositionTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        enum Kind: String, Decodable { case networkPolicy, globalNetworkPolicy, rule }

        let kind: Kind
        let namespace: String?
        let selector: String?
        let notSelector: String?
        let namespaceSelector: String?
        let serviceAccountSelector: String?
        let serviceAccountNames: [String]?
        let text: String?
        let error: String?

        var testDescription: String {
            let fields = [namespace, selector, notSelector, namespaceSelector, serviceAccountSelector, serviceAccountNames?.joined(separator: ",")]
            return "\(kind) \(fields.map { $0 ?? "-" }.joined(separator: " | "))"
        }

        func compose() throws(SelectorCompositionError) -> String {
            switch kind {
            case .networkPolicy:
                try SelectorComposition.networkPolicy(
                    namespace: namespace ?? "", selector: selector ?? "", serviceAccountSelector: serviceAccountSelector ?? "")
            case .globalNetworkPolicy:
                try SelectorComposition.globalNetworkPolicy(
                    selector: selector ?? "", namespaceSelector: namespaceSelector ?? "", serviceAccountSelector: serviceAccountSelector ?? "")
            case .rule:
                try SelectorComposition.rule(
                    RulePeer(
                        selector: selector ?? "", notSelector: notSelector ?? "", namespaceSelector: namespaceSelector ?? "",
                        serviceAccountSelector: serviceAccountSelector ?? "", serviceAccountNames: serviceAccountNames ?? []),
                    namespace: namespace)
            }
        }
    }

    @Test(arguments: try FixtureTable.rows("composition.json", of: Row.self).filter { $0.error == nil })
    func composes(_ row: Row) throws {
        let text = try row.compose()
        #expect(text == row.text)
        #expect(throws: Never.self) { try Selector(parsing: text) }
    }

    @Test(arguments: try FixtureTable.rows("composition.json", of: Row.self).filter { $0.text == nil })
    func refuses(_ row: Row) throws {
        let error = try #require(throws: SelectorCompositionError.self) { try row.compose() }
        #expect(error.description.hasPrefix(try #require(row.error)), "\(error)")
    }

    @Test func leavesOut() throws {
        let text = SelectorComposition.difference("a == 'b' || has(c)", "d == 'e' || has(f)")
        #expect(text == "(a == 'b' || has(c)) && (!(d == 'e' || has(f)))")
        let selector = try Selector(parsing: text)
        #expect(selector.evaluate(["c": ""]))
        #expect(!selector.evaluate(["c": "", "f": ""]))
        #expect(!selector.evaluate(["d": "x"]))
    }
}
