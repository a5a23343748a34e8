extension SelectorParser {
    ///     condition  = "all(" ")" | "global(" ")" | "has(" label ")" | label comparison
    ///     comparison = "==" value | "!=" value | "contains" value | "starts" "with" value | "ends" "with" value
    ///                | "in" set | "not" "in" set
    ///
    /// Keywords stand after a label only, so every keyword can be a label, too.
    mutating func readCondition() throws(SelectorError) {
        if scanner.skip("all(") {
            try close("all")
            builder.append(.all)
        } else if scanner.skip("global(") {
            try close("global")
            builder.append(.global)
        } else if scanner.skip("has(") {
            scanner.skipBlanks()
            let label = try readLabel(expecting: .labelOfHas)
            try close("has")
            builder.append(.has, label: label, values: [])
        } else {
            let label = try readLabel(expecting: .condition)
            let test = try readTest(of: label)
            switch test {
            case .isIn, .isNotIn: builder.append(test, label: label, values: try readSet(after: test))
            default: builder.append(test, label: label, values: [try readValue(expecting: .value(after: test.symbol))])
            }
        }
    }

    private mutating func close(_ function: String) throws(SelectorError) {
        scanner.skipBlanks()
        guard scanner.skip(")") else { throw error(expecting: .closing(of: function)) }
    }

    private mutating func readLabel(expecting expectation: Expectation) throws(SelectorError) -> String {
        let start = scanner
        let label = scanner.skipWord()
        guard !label.isEmpty else { throw error(expecting: expectation) }
        guard label.count <= Selector.longestLabel else {
            throw SelectorError(
                column: column(at: start.position), expected: Expectation.shortLabel.words, found: "one of \(label.count)")
        }
        return String(decoding: label, as: UTF8.self)
    }

    private mutating func readTest(of label: String) throws(SelectorError) -> Condition.Test {
        scanner.skipBlanks()
        if scanner.skip("==") { return .equal }
        if scanner.skip("!=") { return .notEqual }
        let start = scanner.position
        switch String(decoding: scanner.skipWord(), as: UTF8.self) {
        case "contains": return .contains
        case "startswith": return .startsWith
        case "endswith": return .endsWith
        case "in": return .isIn
        case "notin": return .isNotIn
        case "starts": return try readSecondWord("with", after: "starts", of: .startsWith)
        case "ends": return try readSecondWord("with", after: "ends", of: .endsWith)
        case "not": return try readSecondWord("in", after: "not", of: .isNotIn)
        default:
            scanner.move(to: start)
            throw error(expecting: .comparison(label))
        }
    }

    private mutating func readSecondWord(
        _ word: String, after first: String, of test: Condition.Test
    ) throws(SelectorError) -> Condition.Test {
        scanner.skipBlanks()
        let start = scanner.position
        guard scanner.skipWord().elementsEqual(word.utf8) else {
            scanner.move(to: start)
            throw error(expecting: .secondWord(word, first: first))
        }
        return test
    }

    private mutating func readValue(expecting expectation: Expectation) throws(SelectorError) -> ArraySlice<UInt8> {
        scanner.skipBlanks()
        guard let value = scanner.skipValue() else { throw error(expecting: expectation) }
        return value
    }

    ///     set = "{" [ value { "," value } [ "," ] ] "}"
    private mutating func readSet(after test: Condition.Test) throws(SelectorError) -> [ArraySlice<UInt8>] {
        scanner.skipBlanks()
        guard scanner.skip("{") else { throw error(expecting: .set(after: test.symbol)) }
        var values: [ArraySlice<UInt8>] = []
        while true {
            scanner.skipBlanks()
            if scanner.skip("}") { return values }
            values.append(try readValue(expecting: .member))
            scanner.skipBlanks()
            guard !scanner.skip(",") else { continue }
            guard scanner.skip("}") else { throw error(expecting: .commaOrBrace) }
            return values
        }
    }
}
