extension SelectorParser {
    /// About what comes next.
    func error(expecting expectation: Expectation) -> SelectorError {
        var expectation = expectation
        var finding = Finding(at: scanner)
        if case .openQuote(let quote) = finding {
            expectation = .closingQuote(quote)
            finding = .end
        }
        return SelectorError(
            column: column(at: scanner.position), expected: expectation.words, found: finding.words,
            advice: expectation.advice(instead: finding))
    }

    /// From 1, in characters.
    func column(at position: Int) -> Int { String(decoding: scanner.octets[..<position], as: UTF8.self).count + 1 }
}
