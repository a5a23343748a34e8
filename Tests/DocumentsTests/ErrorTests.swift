import Documents
import JSON
import TestSupport
import Testing

@Suite struct ErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let place: Place
        let reason: String
        var testDescription: String { text.debugDescription }

        static func all() throws -> [Row] {
            try table("bad-documents.json").map { row in
                try Row(
                    text: #require(row["text"]?.string),
                    place: Place(line: Int(#require(row["line"]?.integer)), column: Int(#require(row["column"]?.integer))),
                    reason: #require(row["reason"]?.string))
            }
        }
    }

    @Test(arguments: try Row.all())
    func tellWhereAndWhat(_ row: Row) throws {
        let error = try #require(throws: DocumentError.self) { try documents(row.text) }
        #expect(error.place == row.place)
        #expect(error.reason == row.reason)
        #expect(error.excerpt?.hasSuffix("^") == true)
    }

    @Test(arguments: ["b: \"x\\0\"", "b: \"\\x00\"", "b: \"\\u0000\"", "\"\\0\": b"])
    func refuseNULInAnyForm(_ line: String) throws {
        let error = try #require(throws: DocumentError.self) { try documents("a: 1\n\(line)\n") }
        #expect(error.place?.line == 2 && error.reason == "a NUL character (\\0) cannot be part of a text in JSON")
    }

    @Test func showTheLineWithACaret() throws {
        let error = try #require(throws: DocumentError.self) { try documents("a: 1\n---\n# x\nb:\n  c: 1\n\td: \"é\"\ne: 5\n") }
        #expect(
            error.description == """
                file.yaml, document 2, line 6, column 1: a tab stands where spaces must (YAML indents with spaces)
                  6 | →d: "é"
                    | ^
                """)
    }

    @Test func cutLongLinesAroundTheColumn() throws {
        let error = try #require(throws: DocumentError.self) {
            try documents("k: \(String(repeating: "é", count: 500)) :: @: \(String(repeating: "b", count: 500))\n")
        }
        let lines = error.description.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].count <= 130 && lines[1].contains("…"))
        let caret = try #require(lines[2].firstIndex(of: "^"))
        #expect(lines[1][lines[1].index(lines[1].startIndex, offsetBy: lines[2].distance(from: lines[2].startIndex, to: caret))] == ":")
    }

    struct Octets: Sendable, CustomTestStringConvertible {
        let name: String
        let octets: [UInt8]
        let place: Place?
        let says: String
        var testDescription: String { name }
        init(_ name: String, _ octets: [UInt8], _ place: Place?, _ says: String) {
            (self.name, self.octets, self.place, self.says) = (name, octets, place, says)
        }
    }

    /// RFC 3629: overlong forms, surrogates, more than 21 bits, cut sequences and stray continuations are not UTF-8.
    @Test(arguments: [
        Octets(
            "Latin 1", Array("a: 1\nb: Caf".utf8) + [0xe9, 0x0a], Place(line: 2, column: 7), "octet 11, 0xe9, is not UTF-8; save the file as UTF-8"),
        Octets("stray continuation", [0x61, 0x80], Place(line: 1, column: 2), "octet 1, 0x80"),
        Octets("overlong of two", [0xc0, 0x80], Place(line: 1, column: 1), "octet 0, 0xc0"),
        Octets("overlong of three", [0xe0, 0x80, 0x80], Place(line: 1, column: 1), "0xe0"),
        Octets("surrogate", [0xed, 0xa0, 0x80], Place(line: 1, column: 1), "0xed"),
        Octets("overlong of four", [0xf0, 0x80, 0x80, 0x80], Place(line: 1, column: 1), "0xf0"),
        Octets("beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80], Place(line: 1, column: 1), "0xf4"),
        Octets("cut", Array("日".utf8).dropLast(), Place(line: 1, column: 1), "0xe6"),
        Octets("behind others", Array("日本é😀".utf8) + [0xff], Place(line: 1, column: 5), "octet 12, 0xff"),
        Octets("NUL", Array("a: b\u{0}c\n".utf8), Place(line: 1, column: 5), "octet 4 is NUL"),
        Octets("control character", Array("{\"a\": 1}\n{\"b\": \u{1b}}".utf8), Place(line: 2, column: 7), "control character 0x1b"),
        Octets("UTF-16 little", [0xff, 0xfe, 0x61, 0x00], nil, "this is UTF-16; save it as UTF-8"),
        Octets("UTF-16 big", [0xfe, 0xff, 0x00, 0x61], nil, "this is UTF-16"),
        Octets("DEL", Array("a: 1\nb: x\u{7f}\n".utf8), Place(line: 2, column: 5), "U+007F may not stand in YAML"),
        Octets("C1", Array("a: 1\nb: x\u{9f}\n".utf8), Place(line: 2, column: 5), "U+009F may not stand in YAML"),
        Octets(
            "byte order mark inside", Array("a: 1\n---\n\u{feff}b: 2\n".utf8), Place(line: 3, column: 1), "a byte order mark (U+FEFF) in the middle"),
    ])
    func ofOctetsThatAreNoText(_ row: Octets) throws {
        let error = try #require(throws: DocumentError.self) {
            var reader = try DocumentReader(row.octets, name: "f")
            while try reader.next() != nil {}
        }
        #expect(error.place == row.place)
        #expect(error.reason.contains(row.says), "\(error)")
    }

    /// Whatever one octet more or less does to a text: it is read, or refused with a place inside of it, and what was read is written and read again.
    @Test func damageIsStood() throws {
        var generator = SeededGenerator(seed: 13)
        for round in 0..<3000 {
            let value = generator.nastyValue(depth: 3)
            var octets = Array((round.isMultiple(of: 3) ? value.prettyText : YAMLWriter.text(of: value)).utf8)
            let index = Int.random(in: 0..<octets.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: octets[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: octets.remove(at: index)
            default: octets.insert(Array(" \t\n:-#'\"[]{}&*!|>?,%@".utf8).randomElement(using: &generator) ?? 0, at: index)
            }
            do throws(DocumentError) {
                var reader = try DocumentReader(octets, name: "f", takesListsApart: false)
                while let document = try reader.next() {
                    let text = YAMLWriter.text(of: document.value)
                    let again = try documents(text, takesListsApart: false).first?.value ?? .null
                    #expect(YAMLWriter.text(of: again) == text)
                }
            } catch {
                let lines = octets.count { $0 == 0x0a || $0 == 0x0d } + octets.count / 2 + 1
                let inside = error.place.map { $0.line >= 1 && $0.line <= lines && $0.column >= 1 && $0.column <= octets.count + 1 } ?? true
                #expect(inside, "\(error)")
                #expect(!error.reason.isEmpty && error.description.utf8.count < 2000)
            }
        }
    }
}
