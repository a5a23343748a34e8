import TestSupport
import Testing

@testable import Commands

@Suite struct LineDifferenceTests {
    private func lines(_ text: String) -> [String] { text.isEmpty ? [] : text.map { String($0) } }

    /// One letter a line; "-x" is a removed line, "+x" an added one.
    @Test(arguments: [
        ("", "", ""), ("abc", "abc", " a b c"), ("", "ab", "+a+b"), ("ab", "", "-a-b"), ("abc", "axc", " a-b+x c"), ("abc", "ac", " a-b c"),
        ("ac", "abc", " a+b c"), ("abcabba", "cbabac", "-a-b c+b a b-b a+c"), ("a", "b", "-a+b"), ("aab", "ab", " a-a b"),
    ])
    func findsTheFewestChanges(_ old: String, _ new: String, _ expected: String) {
        let difference = LineDifference(from: lines(old), to: lines(new))
        #expect(difference.lines.map(\.mark).joined().count == expected.count)
        #expect(difference.lines.compactMap(\.old).joined() == old)
        #expect(difference.lines.compactMap(\.new).joined() == new)
        #expect(difference.isEmpty == (old == new))
    }

    /// Random texts: both sides can be read off the difference, and nothing shorter than the table of all differences is missed.
    @Test func isShortestForRandomTexts() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let old = (0..<Int.random(in: 0...12, using: &generator)).map { _ in String(Int.random(in: 0..<3, using: &generator)) }
            let new = (0..<Int.random(in: 0...12, using: &generator)).map { _ in String(Int.random(in: 0..<3, using: &generator)) }
            let difference = LineDifference(from: old, to: new).lines
            #expect(difference.compactMap(\.old) == old)
            #expect(difference.compactMap(\.new) == new)
            let same = difference.count { if case .same = $0 { true } else { false } }
            #expect(same == longestCommon(old, new), "\(old) \(new)")
        }
    }

    @Test func textsThatAreFarApartAreToldAsReplaced() {
        let old = (0..<3000).map { "a\($0)" }
        let new = (0..<3000).map { "b\($0)" }
        let difference = LineDifference(from: old, to: new).lines
        #expect(difference.compactMap(\.old) == old)
        #expect(difference.compactMap(\.new) == new)
    }

    @Test func isWrittenAsDiffDoes() {
        let old = (1...20).map { "line \($0)" }
        var new = old
        new[1] = "second"
        new.remove(at: 14)
        new.append("end")
        let text = UnifiedDifference(from: old, named: "old", to: new, named: "new").text
        #expect(
            text == """
                --- old
                +++ new
                @@ -1,5 +1,5 @@
                 line 1
                -line 2
                +second
                 line 3
                 line 4
                 line 5
                @@ -12,9 +12,9 @@
                 line 12
                 line 13
                 line 14
                -line 15
                 line 16
                 line 17
                 line 18
                 line 19
                 line 20
                +end

                """)
        #expect(UnifiedDifference(from: old, named: "old", to: old, named: "new").text.isEmpty)
        #expect(UnifiedDifference(from: [], named: "/dev/null", to: ["a"], named: "new").text == "--- /dev/null\n+++ new\n@@ -0,0 +1 @@\n+a\n")
    }

    /// Length of the longest common subsequence, from the table of all.
    private func longestCommon(_ old: [String], _ new: [String]) -> Int {
        var row = [Int](repeating: 0, count: new.count + 1)
        for one in old {
            var diagonal = 0
            for (index, other) in new.enumerated() {
                let above = row[index + 1]
                row[index + 1] = one == other ? diagonal + 1 : max(above, row[index])
                diagonal = above
            }
        }
        return row[new.count]
    }
}

extension LineDifference.Line {
    fileprivate var old: String? { if case .added = self { nil } else { content } }
    fileprivate var new: String? { if case .removed = self { nil } else { content } }

    fileprivate var content: String {
        switch self {
        case .same(let content), .removed(let content), .added(let content): content
        }
    }

    fileprivate var mark: String {
        switch self {
        case .same(let content): " \(content)"
        case .removed(let content): "-\(content)"
        case .added(let content): "+\(content)"
        }
    }
}
