import Selectors
import Testing

@Suite struct LabelRestrictionTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        struct Restriction: Decodable, Sendable {
            let present: Bool?
            let absent: Bool?
            let values: [String]?
        }

        let selector: String
        let restrictions: [String: Restriction]
        var testDescription: String { selector.debugDescription }

        var expected: [String: LabelRestriction] {
            restrictions.mapValues {
                LabelRestriction(mustBePresent: $0.present ?? false, mustBeAbsent: $0.absent ?? false, possibleValues: $0.values)
            }
        }
    }

    @Test(arguments: try FixtureTable.rows("restrictions.json", of: Row.self))
    func areWhatTheTableSays(_ row: Row) throws {
        #expect(try Selector(parsing: row.selector).labelRestrictions == row.expected)
        guard !row.selector.isEmpty else { return }
        #expect(try Selector(parsing: "all() && (\(row.selector))").labelRestrictions == row.expected)
        #expect(try Selector(parsing: "(\(row.selector)) || (\(row.selector))").labelRestrictions == row.expected)
        #expect(try Selector(parsing: "(\(row.selector)) || other != 'x'").labelRestrictions.isEmpty)
    }
}
