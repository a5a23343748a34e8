/// Text that is not a selector: where that shows, and how to mend it.
public struct SelectorError: Error, Hashable, Sendable {
    /// Where ``found`` begins, in characters, from 1.
    public let column: Int
    /// What can stand there, in words.
    public let expected: String
    /// What stands there, in words; long texts are shortened.
    public let found: String
    /// What to write instead, if that can be told.
    public let advice: String?

    public init(column: Int, expected: String, found: String, advice: String? = nil) {
        self.column = column
        self.expected = expected
        self.found = found
        self.advice = advice
    }
}

extension SelectorError: CustomStringConvertible {
    /// One sentence, such as `column 8: expected a value in quotes after "==", found the word prod; write 'prod'`.
    public var description: String {
        let sentence = "column \(column): expected \(expected), found \(found)"
        return advice.map { "\(sentence); \($0)" } ?? sentence
    }
}
