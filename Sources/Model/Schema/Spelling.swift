/// Which of some known words a misspelt one may have been.
public enum Spelling {
    /// The known word with the fewest slips of typing, upper and lower case aside; nil when none is near.
    public static func nearest(to word: String, in known: [String]) -> String? {
        let lower = word.lowercased()
        var best: (name: String, distance: Int)?
        for name in known {
            let slips = distance(lower, name.lowercased())
            if slips < best?.distance ?? .max { best = (name, slips) }
        }
        guard let best, best.distance <= max(1, word.count / 3) else { return nil }
        return best.name
    }

    /// Letters to insert, remove, replace or exchange with their neighbour (optimal string alignment).
    static func distance(_ one: String, _ other: String) -> Int {
        let (a, b) = (Array(one.utf8.prefix(64)), Array(other.utf8.prefix(64)))
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
