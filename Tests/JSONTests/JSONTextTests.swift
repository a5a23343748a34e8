import JSON
import TestSupport
import Testing

@Suite struct JSONTextTests {
    @Test func keepsTheOrderOfMembers() throws {
        let text = #"{"z":1,"a":{"y":2,"b":3},"m":[{"x":4,"c":5}]}"#
        #expect(try JSONValue(parsing: text).text == text)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let value: JSONValue
        let text: String
        var testDescription: String { text }
        init(_ value: JSONValue, _ text: String) { (self.value, self.text) = (value, text) }
    }

    @Test(arguments: [
        Row(.null, "null"), Row(true, "true"), Row(false, "false"), Row([], "[]"), Row([:], "{}"), Row("", "\"\""),
        Row(.integer(.min), "-9223372036854775808"), Row(.integer(.max), "9223372036854775807"), Row(.real(1), "1.0"), Row(.real(-0.5), "-0.5"),
        Row(.string("\"\\/\u{8}\u{c}\n\r\t\u{1}\u{7f}"), #""\"\\/\b\f\n\r\t\u0001"# + "\u{7f}\""),
        Row("é€😀", "\"é€😀\""), Row("a\u{0}b", #""a\u0000b""#),
        Row(.real(.nan), "null"), Row(.real(.infinity), "null"), Row([1, .real(.nan), 2], "[1,null,2]"),
    ])
    func isCompactAndEscapesWhatItMust(_ row: Row) {
        #expect(row.value.text == row.text)
    }

    /// The shortest digits that are read back as the same number, whatever stands beside them.
    @Test(arguments: [
        Row(.real(10.1), "10.1"), Row(.real(0.1), "0.1"), Row(.real(0.30000000000000004), "0.30000000000000004"), Row(.real(1e21), "1e+21"),
        Row(.real(1e16), "1e+16"), Row(.real(123456789.125), "123456789.125"), Row(.real(.leastNonzeroMagnitude), "5e-324"), Row(.real(-0.0), "-0.0"),
        Row(.real(.greatestFiniteMagnitude), "1.7976931348623157e+308"), Row(.real(1e-7), "1e-07"), Row(.real(100000), "100000.0"),
        Row([.real(10.1), .real(0.30000000000000004), 7, "10.0999999999999996"], #"[10.1,0.30000000000000004,7,"10.0999999999999996"]"#),
        Row(["a\"1.50000000000000000\\": .real(2.2), "b": "\\"], #"{"a\"1.50000000000000000\\":2.2,"b":"\\"}"#),
        Row([.real(.nan), .real(3.3)], "[null,3.3]"),
    ])
    func printsRealsInTheirShortestForm(_ row: Row) throws {
        #expect(row.value.text == row.text)
        guard !row.text.contains("null") else { return }
        #expect(try JSONValue(parsing: row.value.prettyText, options: .anyValue) == row.value)
    }

    @Test func isIndentedForPeople() {
        let value: JSONValue = ["name": "node-1", "podCIDRs": ["10.65.0.0/24", "fd00::/64"], "none": [], "empty": [:]]
        let text = """
            {
              "name": "node-1",
              "podCIDRs": [
                "10.65.0.0/24",
                "fd00::/64"
              ],
              "none": [],
              "empty": {}
            }
            """
        #expect(value.prettyText == text)
    }

    @Test func isReadAsTheValueItWasMadeOf() throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<300 {
            let value = generator.value(depth: 4)
            #expect(try JSONValue(parsing: value.text, options: [.anyValue, .rejectDuplicates]) == value)
            #expect(try JSONValue(parsing: value.prettyText, options: .anyValue).text == value.text)
        }
    }

    /// Text one edit away from JSON is read as what it says or refused with a place inside it.
    @Test func standsDamage() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<1000 {
            var octets = Array(generator.value(depth: 3).text.utf8)
            octets[Int.random(in: 0..<octets.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            do {
                let value = try JSONValue(parsing: octets, options: .anyValue)
                #expect(try JSONValue(parsing: value.text, options: .anyValue) == value)
            } catch {
                #expect(error.line >= 1 && error.column >= 0 && error.column <= octets.count && !error.reason.isEmpty)
            }
        }
    }
}

extension SeededGenerator {
    /// A value of any kind; members of one object have different names.
    fileprivate mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 7), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return .integer(Int64(truncatingIfNeeded: next()))
        case 3: return .integer(Int64.random(in: -99...99, using: &self))
        case 4:
            let number = Double(bitPattern: next())
            return .real(number.isFinite ? number : 0.5)
        case 5, 6: return .string(text())
        case 7: return .array((0..<Int.random(in: 0...5, using: &self)).map { _ in value(depth: depth - 1) })
        default: return .object(JSONObject((0..<Int.random(in: 0...5, using: &self)).map { ("\($0)\(text())", value(depth: depth - 1)) }))
        }
    }

    /// Text that cannot be taken for a NUL.
    private mutating func text() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &self) {
            let limit: UInt32 = Bool.random(using: &self) ? 0x7f : 0x10ffff
            if let scalar = Unicode.Scalar(UInt32.random(in: 1...limit, using: &self)) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
