import Foundation
import Selectors
import Testing

/// Selectors of up to a megabyte and more, on threads with a stack of 512 KiB.
@Suite struct LargeSelectorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        /// `open`, then `inner`, then `close`, the first and the last as often as fits.
        let open: String, inner: String, close: String
        let matches: Bool
        let restrictions: [String: LabelRestriction]
        var testDescription: String { name }

        func text(repeated count: Int) -> String {
            var text = ""
            for number in 0..<count { text += open.replacing("#", with: "\(number)") }
            text += inner
            for _ in 0..<count { text += close }
            return text
        }
    }

    static let present = LabelRestriction(mustBePresent: true)
    static let rows = [
        Row(name: "parentheses", open: "(", inner: "has(a)", close: ")", matches: true, restrictions: ["a": present]),
        Row(name: "negated parentheses", open: "!(", inner: "has(a)", close: ")", matches: true, restrictions: ["a": present]),
        Row(name: "negations", open: "!", inner: "has(a)", close: "", matches: true, restrictions: ["a": present]),
        Row(name: "a chain of and", open: "has(a)&&", inner: "has(a)", close: "", matches: true, restrictions: ["a": present]),
        Row(name: "a chain of or", open: "a == '#' || ", inner: "has(a)", close: "", matches: true, restrictions: ["a": present]),
        Row(name: "nested and", open: "(a != '#' && ", inner: "has(a)", close: ")", matches: true, restrictions: ["a": present]),
        Row(name: "nested or", open: "(a == '#' || ", inner: "has(a)", close: ")", matches: true, restrictions: ["a": present]),
        Row(name: "nested or on the left", open: "(", inner: "has(a)", close: " || a == 'x')", matches: true, restrictions: ["a": present]),
        Row(name: "nested negated and", open: "!(has(b#) && ", inner: "has(a)", close: ")", matches: true, restrictions: [:]),
        Row(name: "many labels", open: "!has(b#) && (", inner: "has(a)", close: ")", matches: true, restrictions: ["a": present]),
    ]

    @Test(arguments: rows)
    func needNoStack(_ row: Row) async throws {
        let count = 20_000
        let result = try await onSmallStack { () -> (Bool, Bool, [String: LabelRestriction]) in
            let selector = try Selector(parsing: row.text(repeated: count))
            let again = try Selector(parsing: selector.canonicalText)
            return (selector == again, selector.evaluate(["a": "value"] as Labels), selector.labelRestrictions)
        }
        #expect(result.0)
        #expect(result.1 == row.matches)
        #expect(row.restrictions.allSatisfy { result.2[$0.key] == $0.value })
    }

    @Test func whatIsNotClosedIsAnErrorAtAnyDepth() async throws {
        let error = await #expect(throws: SelectorError.self) {
            try await onSmallStack { try Selector(parsing: String(repeating: "!(", count: 200_000) + "has(a)") }
        }
        #expect(error?.column == 400_007)
    }

    @Test func aLargeSetIsSearchedByHalves() throws {
        let members = (0..<50_000).map { "'member-\($0)'" }
        let selector = try Selector(parsing: "a in {\(members.joined(separator: ","))}")
        #expect((0..<50_000).allSatisfy { selector.evaluate(["a": "member-\($0)"] as Labels) })
        #expect(!selector.evaluate(["a": "member-50000"] as Labels))
        #expect(selector.labelRestrictions["a"]?.possibleValues?.count == 50_000)
    }

    private func onSmallStack<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result(catching: body)) }
            thread.stackSize = 512 << 10
            thread.start()
        }
    }
}
