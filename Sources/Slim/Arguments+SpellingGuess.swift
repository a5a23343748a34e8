extension Arguments {
    /// Which of some known words a misspelt one may have been.
    enum SpellingGuess {
        /// The known word with the fewest slips of typing, or the one that `word` begins; nil when none is near.
        static func nearest(to word: String, in known: [String]) -> String? {
            let ranked = known.map { (name: $0, distance: distance(word, $0)) }
            let limit = max(1, word.drop { $0 == "-" }.count / 3)
            if let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= limit { return best.name }
            let bare = word.drop { $0 == "-" }
            return bare.count < 2 ? nil : known.first { $0.drop { $0 == "-" }.hasPrefix(bare) }
        }

        /// Letters to insert, remove, replace or exchange with their neighbour (optimal string alignment).
        static func distance(_ one: String, _ other: String) -> Int {
            let (a, b) = (Array(one.utf8), Array(other.utf8))
            guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
            var beforeLast = [Int](repeating: 0, count: b.count + 1)
            var last = Array(0...b.count)
            for i in 1...a.count {
                var row = [i] + [Int](repeating: 0, count: b.count)
                for j in 1...b.count {
                    let isSame = a[i - 1] == b[j - 1]
                    row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1))
                    if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
                }
                (beforeLast, last) = (last, row)
            }
            return last[b.count]
        }
    }
}
