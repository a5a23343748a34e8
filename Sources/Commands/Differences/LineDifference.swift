/// What has to be done to the lines of one text to get another: few deletions and insertions (E. Myers, "An O(ND) Difference Algorithm",
/// 1986).
struct LineDifference: Sendable {
    enum Line: Hashable, Sendable {
        case same(String)
        case removed(String)
        case added(String)
    }

    /// Deletions and insertions that are looked for; texts further apart are told as wholly different.
    static let limit = 2000

    let lines: [Line]

    init(from old: [String], to new: [String]) {
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
        let middle = Self.changes(Array(old[start..<(old.count - end)]), Array(new[start..<(new.count - end)]))
        lines = old[..<start].map { .same($0) } + middle + old.suffix(end).map { .same($0) }
    }

    var isEmpty: Bool { lines.allSatisfy { if case .same = $0 { true } else { false } } }

    private static func changes(_ old: [String], _ new: [String]) -> [Line] {
        guard !old.isEmpty, !new.isEmpty, let reached = frontiers(old, new) else { return old.map { .removed($0) } + new.map { .added($0) } }
        return backtrack(old, new, reached)
    }

    /// For each number of changes, how far into `old` each diagonal leads; nil when the limit is not enough.
    ///
    /// Diagonal k of d changes stands at index k + d.
    private static func frontiers(_ old: [String], _ new: [String]) -> [[Int]]? {
        var reached: [[Int]] = []
        for changes in 0...min(old.count + new.count, limit) {
            var row = [Int](repeating: -1, count: 2 * changes + 1)
            for diagonal in stride(from: -changes, through: changes, by: 2) {
                // May lead past the end of either text; such a path is never the shortest.
                var x = reached.last.map { step($0, changes, diagonal).x } ?? 0
                var y = x - diagonal
                while x < old.count, y < new.count, old[x] == new[y] { (x, y) = (x + 1, y + 1) }
                row[diagonal + changes] = x
                if x == old.count, y == new.count { return reached + [row] }
            }
            reached.append(row)
        }
        return nil
    }

    /// Where diagonal `diagonal` begins with its change number `changes`, and whether that change is an insertion.
    private static func step(_ last: [Int], _ changes: Int, _ diagonal: Int) -> (x: Int, isInsertion: Bool) {
        func reach(_ k: Int) -> Int { last.indices.contains(k + changes - 1) ? last[k + changes - 1] : -1 }
        let (below, above) = (reach(diagonal - 1), reach(diagonal + 1))
        if diagonal == -changes || (diagonal != changes && below < above) { return (above, true) }
        return (below + 1, false)
    }

    private static func backtrack(_ old: [String], _ new: [String], _ reached: [[Int]]) -> [Line] {
        var (x, y) = (old.count, new.count)
        var lines: [Line] = []
        for changes in stride(from: reached.count - 1, to: 0, by: -1) {
            let (start, isInsertion) = step(reached[changes - 1], changes, x - y)
            while x > start {
                lines.append(.same(old[x - 1]))
                (x, y) = (x - 1, y - 1)
            }
            if isInsertion {
                lines.append(.added(new[y - 1]))
                y -= 1
            } else {
                lines.append(.removed(old[x - 1]))
                x -= 1
            }
        }
        while x > 0 {
            lines.append(.same(old[x - 1]))
            x -= 1
        }
        return lines.reversed()
    }
}
