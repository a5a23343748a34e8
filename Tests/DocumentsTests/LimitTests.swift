import Documents
import JSON
import Testing

@Suite struct LimitTests {
    private static let tooDeep = "more than 500 levels of mappings and lists inside each other are not read"

    struct Deep: Sendable, CustomTestStringConvertible {
        let name: String
        /// The text with so many levels.
        let text: @Sendable (Int) -> String
        var testDescription: String { name }
    }

    private static let forms = [
        Deep(name: "flow lists") { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) },
        Deep(name: "flow lists as YAML") { "# x\n" + String(repeating: "[", count: $0) + String(repeating: "]", count: $0) },
        Deep(name: "flow mappings") { String(repeating: "{a: ", count: $0) + "1" + String(repeating: "}", count: $0) },
        Deep(name: "JSON objects") { String(repeating: "{\"a\":", count: $0) + "1" + String(repeating: "}", count: $0) },
        Deep(name: "lists on one line") { String(repeating: "- ", count: $0) + "x\n" },
        Deep(name: "a mapping in lists on one line") { String(repeating: "- ", count: $0 - 1) + "a: 1\n" },
        Deep(name: "block mappings") { levels in (0..<levels).map { String(repeating: " ", count: $0) + "a:\n" }.joined() },
    ]

    /// What is allowed is read, printed and thrown away again on a small stack.
    @Test(arguments: forms) func depthUpToTheLimitIsRead(_ form: Deep) async throws {
        let text = try await onSmallStack {
            let values = try documents(form.text(500), takesListsApart: false)
            let document = try #require(values.first)
            return YAMLWriter.text(of: document.value).isEmpty ? "" : document.value.prettyText
        }
        #expect(!text.isEmpty)
    }

    @Test(arguments: forms) func depthBeyondTheLimitIsAnError(_ form: Deep) async throws {
        let error = try await onSmallStack { try #require(throws: DocumentError.self) { try documents(form.text(501)) } }
        #expect(error.reason.hasPrefix("more than 500 levels of "))
        #expect(error.place != nil)
    }

    @Test(arguments: [100_000, 1_000_000]) func endlessNestingIsAnErrorAtOnce(_ levels: Int) async throws {
        for text in [
            String(repeating: "[", count: levels), "x: " + String(repeating: "[", count: levels), String(repeating: "{a: ", count: levels),
            "x: " + String(repeating: "{a: ", count: levels), String(repeating: "- ", count: levels), String(repeating: "{\"a\":", count: levels),
        ] {
            let error = try await onSmallStack { try #require(throws: DocumentError.self) { try documents(text) } }
            #expect(error.reason.contains("more than 500 levels"), "\(error)")
        }
    }

    /// 3000 levels are 9 MB of text: each one is indented.
    @Test func deepBlocksAreAnError() async throws {
        let text = (0..<3000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        let error = try await onSmallStack { try #require(throws: DocumentError.self) { try documents(text) } }
        #expect(error.reason == Self.tooDeep)
        #expect(error.place == Place(line: 501, column: 501))
    }

    @Test func depthThatAliasesAddCounts() throws {
        let text = "a0: &a0 []\n" + (1...600).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
        let error = try #require(throws: DocumentError.self) { try documents(text) }
        #expect(error.reason.hasPrefix("with *a498 there are more than 500 levels"))
    }

    @Test(.timeLimit(.minutes(1))) func anAliasBombIsAnError() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...20 { text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n" }
        let error = try #require(throws: DocumentError.self) { try documents(text) }
        #expect(error.reason.hasPrefix("the aliases of this document repeat more than 1000000 values"))
        #expect(error.place?.line == 6)
    }

    @Test func aliasesUpToTheLimitAreRead() throws {
        let limits = ReadingLimits(aliasedValues: 12)
        #expect(try documents("a: &x [1, 2]\nb: [*x, *x, *x, *x]\n", limits: limits).count == 1)
        #expect(throws: DocumentError.self) { try documents("a: &x [1, 2]\nb: [*x, *x, *x, *x, *x]\n", limits: limits) }
    }

    /// A key that is a bomb must not be looked at more closely.
    @Test(.timeLimit(.minutes(1))) func aBombAsAKeyIsAnError() throws {
        var text = "a0: &a0 [x, x, x]\n"
        for level in 1...12 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        let error = try #require(throws: DocumentError.self) { try documents(text + "? *a12\n: 1\n") }
        #expect(error.reason == "*a12 is a mapping or list, which cannot be a key")
    }

    @Test func aTextBeyondTheSizeLimitIsAnError() throws {
        let limits = ReadingLimits(octets: 10)
        #expect(try documents("a: 1234567", limits: limits).count == 1)
        let error = try #require(throws: DocumentError.self) { try documents("a: 12345678", limits: limits) }
        #expect(error.description == "file.yaml: 11 octets, but 10 are the most that are read; split it into several files")
    }

    @Test(.timeLimit(.minutes(1))) func tenMegabytesOfOneScalarAreRead() throws {
        let long = String(repeating: "0123456789abcdef", count: 655_360)
        #expect(try documents("a: \(long)\n").first?.value["a"]?.string?.utf8.count == 10_485_760)
        #expect(try documents("a: \"\(long)\"\n").first?.value["a"]?.string?.utf8.count == 10_485_760)
        #expect(try documents("a: |\n  \(long)\n").first?.value["a"]?.string?.utf8.count == 10_485_761)
        #expect(try documents("{\"a\": \"\(long)\"}").first?.value["a"]?.string?.utf8.count == 10_485_760)
        let error = try #require(throws: DocumentError.self) { try documents("a: \"\(long)\" b\n") }
        #expect(error.description.utf8.count < 1000)
        let key = try #require(throws: DocumentError.self) { try documents("\(long): 1\n") }
        #expect(key.description.utf8.count < 1000)
    }

    @Test(.timeLimit(.minutes(1))) func tenMegabytesOfSmallValuesAreRead() throws {
        let text = "a:\n" + (0..<400_000).map { "- {k\($0): \($0)}\n" }.joined()
        #expect(try documents(text).first?.value["a"]?.array?.count == 400_000)
        let wide = (0..<400_000).map { "k\($0): \($0)\n" }.joined()
        #expect(try documents(wide).first?.value.object?.members.count == 400_000)
        let error = try #require(throws: DocumentError.self) { try documents(wide + "k5: 1\n") }
        #expect(error.reason == "the key \"k5\" stands twice in one mapping: on line 6 and on line 400001; remove one")
    }
}
