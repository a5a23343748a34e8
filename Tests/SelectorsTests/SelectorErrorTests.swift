import Selectors
import Testing

@Suite struct SelectorErrorTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        let selector: String
        let column: Int
        let message: String
        var testDescription: String { String(selector.prefix(80)).debugDescription }
    }

    @Test(arguments: try FixtureTable.rows("errors.json", of: Row.self))
    func tellsWhereAndWhat(_ row: Row) throws {
        let error = try #require(throws: SelectorError.self) { try Selector(parsing: row.selector) }
        #expect(error.column == row.column)
        #expect(error.description.contains(row.message), "\(error)")
        #expect(error.description.hasPrefix("column \(row.column): expected \(error.expected), found \(error.found)"))
        #expect(error.description.utf8.count < 300)
        #expect(!error.description.contains { $0.isNewline })
    }

    /// The rest of a bad selector, and a good one before it, change nothing about what is bad.
    @Test(arguments: try FixtureTable.rows("errors.json", of: Row.self).filter { $0.selector.first != ")" })
    func staysTheSameBehindAGoodCondition(_ row: Row) throws {
        let before = "has(x) || "
        let error = try #require(throws: SelectorError.self) { try Selector(parsing: before + row.selector) }
        #expect(error.column == row.column + before.count)
    }

    @Test func refusesTextsBeyondTheLimit() throws {
        let longest = "a == '" + String(repeating: "x", count: Selector.longestText - 7) + "'"
        #expect(try Selector(parsing: longest).canonicalText.utf8.count == Selector.longestText)
        let error = try #require(throws: SelectorError.self) { try Selector(parsing: longest + " ") }
        #expect(error.description == "column 1: expected a selector of at most 16777216 octets, found one of 16777217")
    }
}
