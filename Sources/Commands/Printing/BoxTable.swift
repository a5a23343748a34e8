/// Rows of cells in a frame of "+", "-" and "|", as upstream's `node status` draws it: headers in capitals in the middle, cells to the left.
struct BoxTable: Sendable {
    private let headers: [String]
    private var rows: [[String]] = []
    private var widths: [Int]

    init(headers: [String]) {
        self.headers = headers.map { $0.uppercased() }
        widths = headers.map { $0.unicodeScalars.count }
    }

    /// - Parameter cells: As many as there are headers.
    mutating func add(_ cells: [String]) {
        let cells = cells.map { TextTable.plain($0) }
        for (index, cell) in cells.enumerated() where index < widths.count { widths[index] = max(widths[index], cell.unicodeScalars.count) }
        rows.append(cells)
    }

    /// All of it, each line with a break.
    var text: String {
        let border = "+" + widths.map { String(repeating: "-", count: $0 + 2) + "+" }.joined() + "\n"
        var text = border + line(headers, isCentered: true) + border
        for row in rows { text += line(row, isCentered: false) }
        return text + border
    }

    private func line(_ cells: [String], isCentered: Bool) -> String {
        var text = "|"
        for (cell, width) in zip(cells, widths) {
            let room = width - cell.unicodeScalars.count
            let left = isCentered ? room / 2 : 0
            text += String(repeating: " ", count: left + 1) + cell + String(repeating: " ", count: room - left + 1) + "|"
        }
        return text + "\n"
    }
}
