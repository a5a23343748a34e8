import JSON
import Testing

@Suite struct JSONParsingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let value: JSONValue
        var testDescription: String { text }
        init(_ text: String, _ value: JSONValue) { (self.text, self.value) = (text, value) }
    }

    @Test(arguments: [
        Row("{}", [:]), Row("[]", []), Row("  [ ]\n\t\r ", []), Row(#"{"a":{"b":[]}}"#, ["a": ["b": []]]),
        Row("[null,true,false]", [.null, true, false]),
        Row("[0,-0,7,-7]", [0, 0, 7, -7]),
        Row("[9223372036854775807,-9223372036854775808]", [.integer(.max), .integer(.min)]),
        Row("[0.5,1e3,1E-2,-2.5e+1]", [.real(0.5), .real(1000), .real(0.01), .real(-25)]),
        Row("[1.0,1.7976931348623157e308,5e-324]", [.real(1), .real(.greatestFiniteMagnitude), .real(.leastNonzeroMagnitude)]),
        Row(#"["","a\"\\\/\b\f\n\r\t"]"#, ["", .string("a\"\\/\u{8}\u{c}\n\r\t")]),
        Row(#"["\u0041\u00e9\u20ac\ud83d\ude00","é€😀"]"#, ["Aé€😀", "é€😀"]),
        Row(#"["\u007f\u2028"]"#, ["\u{7f}\u{2028}"]),
    ])
    func readsEveryKindOfValue(_ row: Row) throws {
        #expect(try JSONValue(parsing: row.text) == row.value)
    }

    @Test(arguments: [Row("5", 5), Row(#""a""#, "a"), Row("null", .null), Row(" true ", true), Row("[]", [])])
    func readsALoneValueWhenAllowed(_ row: Row) throws {
        #expect(try JSONValue(parsing: row.text, options: .anyValue) == row.value)
        guard row.value.array == nil else { return }
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: row.text) }
        #expect(error.reason.hasPrefix("'[' or '{' expected"))
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let text: String, line: Int, column: Int, reason: String
        var testDescription: String { text.debugDescription }
        init(_ text: String, _ line: Int, _ column: Int, _ reason: String) {
            (self.text, self.line, self.column, self.reason) = (text, line, column, reason)
        }
    }

    @Test(arguments: [
        Broken("", 1, 0, "'[' or '{' expected near end of file"),
        Broken(" \n ", 2, 1, "'[' or '{' expected near end of file"),
        Broken("{", 1, 1, "string or '}' expected near end of file"),
        Broken("[1,", 1, 3, "']' expected near end of file"),
        Broken("[1,]", 1, 4, "unexpected token near ']'"),
        Broken("{\"a\":1,}", 1, 8, "string or '}' expected near '}'"),
        Broken("{\n  \"a\": 1,\n  \"b\" 2\n}", 3, 7, "':' expected near '2'"),
        Broken("{a:1}", 1, 2, "string or '}' expected near 'a'"),
        Broken("[1] x", 1, 5, "end of file expected near 'x'"),
        Broken("[1][2]", 1, 4, "end of file expected near '['"),
        Broken("[01]", 1, 2, "invalid token near '0'"),
        Broken("[+1]", 1, 2, "invalid token near '+'"),
        Broken("[.5]", 1, 2, "invalid token near '.'"),
        Broken("[1.]", 1, 3, "invalid token near '1.'"),
        Broken("[1e]", 1, 3, "invalid token near '1e'"),
        Broken("[NaN]", 1, 4, "invalid token near 'NaN'"),
        Broken("[truth]", 1, 6, "invalid token near 'truth'"),
        Broken("['a']", 1, 2, "invalid token near '''"),
        Broken("[\"a]", 1, 4, "premature end of input near '\"a]'"),
        Broken("[\"a\nb\"]", 1, 3, "unexpected newline near '\"a'"),
        Broken("[\"a\tb\"]", 1, 3, "control character 0x9 near '\"a'"),
        Broken(#"["\x"]"#, 1, 4, #"invalid escape near '"\x'"#),
        Broken(#"["\u12g4"]"#, 1, 7, #"invalid escape near '"\u12g'"#),
        Broken(#"["\ud83d"]"#, 1, 9, #"invalid Unicode '\uD83D' near '"\ud83d"'"#),
        Broken(#"["\ud83dA"]"#, 1, 10, #"invalid Unicode '\uD83D' near '"\ud83dA"'"#),
        Broken(#"["\ud83d\u0041"]"#, 1, 15, #"invalid Unicode '\uD83D\u0041' near '"\ud83d\u0041"'"#),
        Broken(#"["\ude00"]"#, 1, 9, #"invalid Unicode '\uDE00' near '"\ude00"'"#),
        Broken(#"["a\u0000b"]"#, 1, 11, #"\u0000 is not allowed without JSON_ALLOW_NUL near '"a\u0000b"'"#),
        Broken(#"{"a\u0000b":1}"#, 1, 11, #"NUL byte in object key not supported near '"a\u0000b"'"#),
        Broken("[\u{0}]", 1, 2, "invalid token near end of file"),
        Broken("[9223372036854775808]", 1, 20, "too big integer near '9223372036854775808'"),
        Broken("[-9223372036854775809]", 1, 21, "too big negative integer near '-9223372036854775809'"),
        Broken("[1e309]", 1, 6, "real number overflow near '1e309'"),
        Broken("[\"é\", x]", 1, 7, "invalid token near 'x'"),
    ])
    func tellsWhereTextBreaks(_ row: Broken) throws {
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: row.text) }
        #expect(error == JSONError(line: row.line, column: row.column, reason: row.reason))
        #expect(error.description == "line \(row.line), column \(row.column): \(row.reason)")
    }

    /// RFC 3629: overlong forms, surrogates, more than 21 bits, cut sequences and stray continuations are not UTF-8.
    @Test(
        arguments: [
            [0xff], [0xc3], [0xc3, 0x28], [0xc0, 0x80], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xf0, 0x9f, 0x98], [0x80],
        ] as [[UInt8]])
    func refusesWhatIsNotUTF8(_ octets: [UInt8]) throws {
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: Array("[\n\"a".utf8) + octets + Array("\"]".utf8)) }
        #expect(error.line == 2)
        #expect(error.reason.contains("unable to decode byte"))
    }

    @Test(arguments: [(2048, true), (2049, false)])
    func goesToADepth(_ depth: Int, _ allowed: Bool) throws {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        guard allowed else {
            let error = try #require(throws: JSONError.self) { try JSONValue(parsing: text) }
            #expect(error.reason.hasPrefix("maximum parsing depth reached"))
            return
        }
        #expect(try JSONValue(parsing: text).text == text)
    }

    @Test func letsTheLaterOfTwoMembersWinInThePlaceOfTheFirst() throws {
        #expect(try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#).text == #"{"a":3,"b":2}"#)
    }

    @Test func refusesTwoMembersOfOneNameWhenTold() throws {
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: "{\"a\":1,\n\"a\":3}", options: .rejectDuplicates) }
        #expect(error.reason == "duplicate object key near '\"a\"'")
        #expect(error.line == 2)
        #expect(try JSONValue(parsing: #"{"a":{"a":1},"b":{"a":2}}"#, options: .rejectDuplicates)["b"]?["a"] == 2)
    }
}
