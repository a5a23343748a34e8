import Selectors
import Testing

@Suite struct CanonicalTextTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        let selector: String
        let text: String
        let id: String
        var testDescription: String { selector.debugDescription }
    }

    @Test(arguments: try FixtureTable.rows("canonical.json", of: Row.self))
    func isTheNormalForm(_ row: Row) throws {
        let selector = try Selector(parsing: row.selector)
        #expect(Array(selector.canonicalText.utf8) == Array(row.text.utf8), "\(selector)")
        #expect(selector.id == row.id)
        #expect(selector.description == selector.canonicalText)
        let again = try Selector(parsing: selector.canonicalText)
        #expect(again == selector)
        #expect(again.hashValue == selector.hashValue)
        #expect(again.id == row.id)
        #expect(selector.isAll == (row.text == "all()"))
        #expect(selector.usesGlobal == row.text.contains("global()"))
    }

    @Test func decidesWhichSelectorsAreEqual() throws {
        let texts = try FixtureTable.rows("canonical.json", of: Row.self)
        let selectors = try Set(texts.map { try Selector(parsing: $0.selector) })
        #expect(selectors.count == Set(texts.map { Array($0.text.utf8) }).count)
        let (composed, decomposed) = ("a == '\u{e9}'", "a == 'e\u{301}'")
        #expect(composed == decomposed)
        #expect(try Selector(parsing: composed) != Selector(parsing: decomposed))
        #expect(try Selector(parsing: composed).id != Selector(parsing: decomposed).id)
    }

    @Test(arguments: [
        ("", []), ("all() || global()", []),
        ("has(b) && a == 'x' || !(b in {}) && has(c)", ["a", "b", "c"]), ("in in {'in'} || has(has)", ["has", "in"]),
    ])
    func namesItsLabels(_ text: String, _ names: [String]) throws {
        #expect(try Selector(parsing: text).labelNames == names)
    }

    @Test(arguments: [
        ("k == 'v'", "p.k == \"v\""), ("k != 'v' && k contains 'v'", "(p.k != \"v\" && p.k contains \"v\")"),
        ("k starts with 'v' || !(k ends with 'v')", "(p.k starts with \"v\" || !p.k ends with \"v\")"), ("!has(k)", "!has(p.k)"),
        ("k in {'b','a'} && k not in {}", "(p.k in {\"a\", \"b\"} && p.k not in {})"), ("all() && !global()", "(ALL && !GLOBAL)"), ("", "ALL"),
        ("a == 'all()' && has(all)", "(p.a == \"all()\" && has(p.all))"),
    ])
    func canBeHadWithOtherNamesAndConditions(_ text: String, _ rewritten: String) throws {
        let selector = try Selector(parsing: text)
        #expect(selector.canonicalText(labelPrefix: "p.", all: "ALL", global: "GLOBAL") == rewritten)
        #expect(selector.canonicalText(labelPrefix: "") == selector.canonicalText)
    }
}
