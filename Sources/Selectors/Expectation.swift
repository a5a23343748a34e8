/// What can stand at a place of a selector.
enum Expectation {
    case condition
    /// After a label; with the label.
    case comparison(String)
    /// The second word of `starts with`, `ends with`, `not in`; with both.
    case secondWord(String, first: String)
    /// After a comparison.
    case value(after: String)
    /// After `in` or `not in`.
    case set(after: String)
    /// After the `{` or a comma of a set.
    case member
    case commaOrBrace
    case labelOfHas
    /// Of has, all or global.
    case closing(of: String)
    case closingQuote(Character)
    case shortLabel
    /// After a condition; with the column of the innermost parenthesis that is open.
    case join(openColumn: Int?)

    var words: String {
        switch self {
        case .condition: "a label, has(), all(), global(), \"!\" or \"(\""
        case .comparison(let label): "==, !=, in, not in, contains, starts with or ends with after the label \(Finding.shortened(label))"
        case .secondWord(let second, let first): "\"\(second)\" after \"\(first)\""
        case .value(let comparison): "a value in quotes after \"\(comparison)\""
        case .set(let comparison): "\"{\" and values in quotes after \"\(comparison)\""
        case .member: "a value in quotes or \"}\""
        case .commaOrBrace: "\",\" or \"}\""
        case .labelOfHas: "a label after \"has(\""
        case .closing("has"): "\")\" after the label of has()"
        case .closing(let function): "\")\" after \"\(function)(\""
        case .closingQuote(let quote): "a value that ends with another quote (\(quote))"
        case .shortLabel: "a label of at most \(Selector.longestLabel) characters"
        case .join(let column?): "\"&&\", \"||\" or the \")\" for the \"(\" at column \(column)"
        case .join(nil): "\"&&\", \"||\" or the end of the selector"
        }
    }

    /// What to write instead of `finding`, where that can be guessed.
    func advice(instead finding: Finding) -> String? {
        switch finding {
        case .typographicQuote: "write a plain quote, ' or \""
        case .blank: "write a plain space"
        case .lineBreak: "write the selector on one line"
        default: adviceOfPlace(instead: finding)
        }
    }

    private func adviceOfPlace(instead finding: Finding) -> String? {
        switch (self, finding) {
        case (.value, .word(let word)), (.member, .word(let word)): "write '\(Finding.shortened(word))'"
        case (.value, .symbol("=")), (.comparison, .symbol("=")), (.comparison, .symbol(":")): "write \"==\""
        case (.condition, .value), (.labelOfHas, .value): "write the label without quotes"
        case (.secondWord("in", _), .value): "write \"!=\""
        case (.set, .value(let value)), (.set, .word(let value)): "write {\(Finding.quoted(Finding.shortened(value)))}"
        case (.set, .symbol("(")), (.set, .symbol("[")): "write the set in braces, such as {'a', 'b'}"
        case (.comparison, .symbol("!")): "write \"!=\", or \"!\" before the label"
        case (.comparison(let label), .symbol("(")) where ["has", "all", "global"].contains(label):
            "write \"\(label)(\" without a space"
        case (.comparison("not"), _), (.comparison("NOT"), _): "write \"!\" to negate"
        case (.comparison(let label), .end), (.comparison(let label), .symbol(")")), (.comparison(let label), .symbol("&&")),
            (.comparison(let label), .symbol("||")):
            "write has(\(Finding.shortened(label))) to ask whether the label is there"
        case (.join, .symbol("&")): "write \"&&\""
        case (.join, .symbol("|")): "write \"||\""
        case (.join, .word("and")), (.join, .word("AND")): "write \"&&\""
        case (.join, .word("or")), (.join, .word("OR")): "write \"||\""
        case (.join, .symbol(",")): "write \"&&\" between conditions that all must hold"
        case (.join(nil), .symbol(")")): "no \"(\" is open here"
        default: nil
        }
    }
}
