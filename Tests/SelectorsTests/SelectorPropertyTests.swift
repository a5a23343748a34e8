import Selectors
import TestSupport
import Testing

@Suite struct SelectorPropertyTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func everyWritingMeansTheSame(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let tree = RandomSelector.make(&generator, depth: 4)
            let text = tree.text(&generator)
            let selector = try Selector(parsing: text)
            let other = try Selector(parsing: tree.text(&generator))
            #expect(selector == other, "\(text)")
            let again = try Selector(parsing: selector.canonicalText)
            #expect(again.canonicalText.utf8.elementsEqual(selector.canonicalText.utf8), "\(text)")
            #expect(again.id == selector.id)
            let restrictions = selector.labelRestrictions
            #expect(again.labelRestrictions == restrictions)
            for _ in 0..<20 {
                let labels = RandomSelector.labels(&generator)
                let matches = tree.matches(labels)
                #expect(selector.evaluate(labels) == matches, "\(text) \(labels)")
                #expect(selector.evaluate(Labels(labels)) == matches, "\(text) \(labels)")
                #expect(again.evaluate(labels) == matches, "\(text) \(labels)")
                if matches { #expect(restrictions.allSatisfy { name, restriction in allows(restriction, labels[name]) }, "\(text) \(labels)") }
            }
        }
    }

    private func allows(_ restriction: LabelRestriction, _ value: String?) -> Bool {
        guard let value else { return !restriction.mustBePresent && restriction.possibleValues == nil }
        guard !restriction.mustBeAbsent else { return false }
        return restriction.possibleValues?.contains { $0.utf8.elementsEqual(value.utf8) } ?? true
    }

    /// Pieces of the language and of anything else in any order: a selector, or an error that says something.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func anyTextIsASelectorOrAnError(seed: UInt64) {
        let pieces = [
            "a", "has", "has(", "all(", "all()", "global()", "(", ")", "{", "}", ",", "==", "=", "!=", "!", "&&", "&", "||", "|", " ", "\t", "\n",
            "'", "\"",
            "'x'", "\"y\"", "in", "not", "contains", "starts", "ends", "with", "\u{201c}", "\u{e9}", "\u{a0}", "\u{0}", "\u{10ffff}", "a == 'b'",
        ]
        var generator = SeededGenerator(seed: seed)
        var good = 0
        for round in 0..<500 {
            let text =
                round.isMultiple(of: 2)
                ? (0..<Int.random(in: 1..<10, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
                : String(decoding: generator.octets(Int.random(in: 0..<30, using: &generator)), as: UTF8.self)
            do throws(SelectorError) {
                let selector = try Selector(parsing: text)
                good += 1
                #expect((try? Selector(parsing: selector.canonicalText)) == selector, "\(text)")
            } catch {
                #expect((1...text.count + 1).contains(error.column), "\(text.debugDescription) \(error)")
                #expect(!error.expected.isEmpty && !error.found.isEmpty && error.description.utf8.count < 400)
            }
        }
        #expect((1..<250).contains(good))
    }

    /// Each character of a good selector in turn is left out, doubled, or made another one.
    @Test func oneWrongCharacterIsNoTrap() throws {
        let text = Array("!(a.b/c in {'x', \"y\",} || has( d ) && e not in{}) && f starts  with 'z' || all( ) && !global()")
        for index in text.indices {
            for other in ["", "((", ")", "'", "\"", "=", "!", "{", "}", " ", "\u{2019}", "\u{301}"] {
                let changed = String(text[..<index]) + other + String(text[(index + 1)...])
                guard let selector = try? Selector(parsing: changed) else { continue }
                #expect(try Selector(parsing: selector.canonicalText) == selector, "\(changed)")
            }
        }
    }
}
