internal import Documents
internal import JSON
internal import Model

/// Shows changes one after the other: rows of one table, documents, or lines of JSON.
struct ChangeView: Sendable {
    private let printer: ResourcePrinter
    private let columns: [TableColumn]
    private let context: TableContext
    private var table: TextTable
    private var isFirst = true

    init(_ printer: ResourcePrinter, _ kind: Kind, context: () async -> TableContext) async throws(CommandFailure) {
        self.printer = printer
        columns = try printer.columns(of: kind)
        self.context = columns.contains(where: \.needsGlobalASNumber) ? await context() : TableContext()
        table = TextTable(headers: columns.map(\.header))
    }

    mutating func show(_ changes: [ResourceChange]) throws(CommandFailure) {
        defer { isFirst = false }
        switch printer.format {
        case .table, .columns: try showRows(changes)
        case .yaml:
            for change in changes {
                if !isFirst { try printer.output.write("---\n") }
                if change.kind == .deleted { try printer.output.write("# \(change.kind.rawValue)\n") }
                try printer.output.write(YAMLWriter.text(of: .object(change.resource.json)))
                isFirst = false
            }
        case .json:
            for change in changes {
                let event = JSONObject(distinct: [("type", .string(change.kind.rawValue)), ("object", .object(change.resource.json))])
                try printer.output.writeLine(JSONValue.object(event).text)
            }
        case .name:
            for change in changes {
                try printer.output.writeLine(ResourcePrinter.reference(change.resource) + (change.kind == .deleted ? " \(change.kind.rawValue)" : ""))
            }
        }
        try printer.output.flush()
    }

    private mutating func showRows(_ changes: [ResourceChange]) throws(CommandFailure) {
        let rows = changes.map { change in (change, columns.map { $0.value(change.resource, context) }) }
        for (_, cells) in rows { table.widen(for: cells) }
        if isFirst { try printer.output.write(table.line(columns.map(\.header))) }
        for (change, cells) in rows {
            let line = table.line(cells)
            try printer.output.write(change.kind == .deleted ? "\(line.dropLast())\(change.kind.rawValue)\n" : line)
        }
    }
}
