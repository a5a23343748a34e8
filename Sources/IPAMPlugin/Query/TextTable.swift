/// Rows of text in columns, the header in capitals; nothing is cut.
struct TextTable {
    private var rows: [[String]]
    /// Columns of numbers, set to the right.
    private let numbers: Set<Int>

    /// - Parameters:
    ///   - header: Names of the columns.
    ///   - numbers: Those of them that hold numbers.
    init(_ header: [String], numbers: Set<String> = []) {
        rows = [header]
        self.numbers = Set(header.indices.filter { numbers.contains(header[$0]) })
    }

    mutating func append(_ row: [String]) { rows.append(row.map { $0.isEmpty ? "-" : $0 }) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.unicodeScalars.count)
                let isLast = column == row.count - 1
                line += numbers.contains(column) ? padding + cell : cell + (isLast ? "" : padding)
                if !isLast { line += "   " }
            }
            return line + "\n"
        }.joined()
    }
}
