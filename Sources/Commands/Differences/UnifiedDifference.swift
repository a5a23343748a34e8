/// A difference as people read it: hunks with three lines around each change, in the form of diff(1) -u.
struct UnifiedDifference: Sendable {
    static let context = 3

    /// Empty when the texts are the same.
    let text: String

    /// - Parameters:
    ///   - oldName: What stands behind "---".
    ///   - newName: What stands behind "+++".
    init(from old: [String], named oldName: String, to new: [String], named newName: String) {
        let lines = LineDifference(from: old, to: new).lines
        var text = ""
        for hunk in Self.hunks(lines) {
            if text.isEmpty { text = "--- \(oldName)\n+++ \(newName)\n" }
            text += Self.header(lines, hunk)
            for line in lines[hunk] {
                switch line {
                case .same(let content): text += " \(content)\n"
                case .removed(let content): text += "-\(content)\n"
                case .added(let content): text += "+\(content)\n"
                }
            }
        }
        self.text = text
    }

    private static func hunks(_ lines: [LineDifference.Line]) -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (index, line) in lines.enumerated() {
            if case .same = line { continue }
            let range = max(0, index - context)..<min(lines.count, index + context + 1)
            if let last = hunks.last, last.upperBound >= range.lowerBound {
                hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
            } else {
                hunks.append(range)
            }
        }
        return hunks
    }

    private static func header(_ lines: [LineDifference.Line], _ hunk: Range<Int>) -> String {
        let before = counts(lines[..<hunk.lowerBound])
        let inside = counts(lines[hunk])
        return "@@ -\(range(before.old, inside.old)) +\(range(before.new, inside.new)) @@\n"
    }

    /// First line, from 1, and number of lines; the line before for none, as diff(1) does.
    private static func range(_ before: Int, _ count: Int) -> String {
        switch count {
        case 0: "\(before),0"
        case 1: "\(before + 1)"
        default: "\(before + 1),\(count)"
        }
    }

    private static func counts(_ lines: ArraySlice<LineDifference.Line>) -> (old: Int, new: Int) {
        var (old, new) = (0, 0)
        for line in lines {
            switch line {
            case .same: (old, new) = (old + 1, new + 1)
            case .removed: old += 1
            case .added: new += 1
            }
        }
        return (old, new)
    }
}
