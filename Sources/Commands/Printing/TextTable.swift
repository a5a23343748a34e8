/// Rows of cells under headers, in columns as wide as their widest cell and three spaces: at least five characters, each column padded,
/// the last one too.
struct TextTable: Sendable {
    private static let leastWidth = 5
    private static let padding = 3

    private let headers: [String]
    private var rows: [[String]] = []
    private var widths: [Int]

    init(headers: [String]) {
        self.headers = headers
        widths = headers.map { Self.width(of: $0) }
    }

    /// - Parameter cells: As many as there are headers.
    mutating func add(_ cells: [String]) {
        widen(for: cells)
        rows.append(cells)
    }

    /// Makes room for a row that is not kept.
    mutating func widen(for cells: [String]) {
        for (index, cell) in cells.enumerated() where index < widths.count { widths[index] = max(widths[index], Self.width(of: cell)) }
    }

    /// As ``write(to:)`` writes it.
    var text: String { line(headers) + rows.map { line($0) }.joined() }

    /// Headers, rows, each with a line break.
    func write(to output: TextOutput) throws(CommandFailure) {
        try output.write(line(headers))
        for row in rows { try output.write(line(row)) }
    }

    /// One row in the widths of the others.
    func line(_ cells: [String]) -> String {
        var text = ""
        for (cell, width) in zip(cells, widths) {
            text += Self.plain(cell)
            for _ in 0..<max(0, width - Self.length(of: cell)) { text.append(" ") }
        }
        text.append("\n")
        return text
    }

    /// Resources may hold anything; a terminal must not take it for commands, nor a row be torn apart.
    private static func isPlain(_ cell: String) -> Bool { cell.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f } }

    /// A text without control characters, each a blank.
    static func plain(_ cell: String) -> String {
        isPlain(cell) ? cell : String(decoding: cell.utf8.map { $0 >= 0x20 && $0 != 0x7f ? $0 : UInt8(ascii: " ") }, as: UTF8.self)
    }

    private static func width(of cell: String) -> Int { max(leastWidth, length(of: cell) + padding) }

    /// Characters, as upstream's writer counts them: Unicode scalars.
    private static func length(of cell: String) -> Int {
        cell.utf8.count { $0 & 0xc0 != 0x80 }
    }
}
