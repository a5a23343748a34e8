internal import Documents
internal import JSON
internal import Model
internal import Store

/// Shows resources in one of the forms of `get`.
struct ResourcePrinter: Sendable {
    let format: OutputFormat
    /// Whether tables show the namespace.
    let showsNamespace: Bool
    let output: TextOutput

    /// Octets of a long list that are printed at once.
    private static let pieceSize = 1 << 16

    /// - Parameter context: Called when a table needs it.
    func show(_ found: [FoundResources], context: () async -> TableContext) async throws(CommandFailure) {
        switch format {
        case .yaml: try show(found, as: .yaml)
        case .json: try show(found, as: .json)
        case .name: for resource in found.flatMap(\.items) { try output.writeLine(Self.reference(resource)) }
        case .table, .columns:
            let groups = Self.grouped(found)
            for (kind, resources) in groups {
                let columns = try columns(of: kind)
                let context = columns.contains(where: \.needsGlobalASNumber) ? await context() : TableContext()
                var table = TextTable(headers: columns.map(\.header))
                for resource in resources { table.add(columns.map { $0.value(resource, context) }) }
                if groups.count > 1 { try output.writeLine("\(kind.name):") }
                try table.write(to: output)
                try output.write("\n")
            }
        }
    }

    /// "ippool/pool1".
    static func reference(_ resource: AnyResource) -> String { "\(resource.kind.name.lowercased())/\(resource.name)" }

    /// The columns that the format has for a kind.
    func columns(of kind: Kind) throws(CommandFailure) -> [TableColumn] {
        let table = KindTable.of(kind)
        switch format {
        case .table(let isWide): return table.columns(isWide: isWide, withNamespace: showsNamespace && kind.isNamespaced)
        case .columns(let headers):
            var columns: [TableColumn] = []
            for header in headers {
                guard let column = table.column(header) else {
                    let known = table.columns.map(\.header).filter { $0 != "NAMESPACE" || kind.isNamespaced }
                    let near = Spelling.nearest(to: header, in: known).map { "; is \($0) meant?" } ?? ""
                    throw CommandFailure(
                        "Unknown column name \(header) for \(kind.name), valid column names are: \(known.joined(separator: ", "))\(near)")
                }
                columns.append(column)
            }
            return columns
        case .yaml, .json, .name: return []
        }
    }

    /// A table for each question, but single resources of one kind share theirs.
    private static func grouped(_ found: [FoundResources]) -> [(kind: Kind, resources: [AnyResource])] {
        var groups: [(kind: Kind, resources: [AnyResource])] = []
        for answer in found {
            if case .one(let resource) = answer, let last = groups.last, last.kind == resource.kind {
                groups[groups.count - 1].resources.append(resource)
            } else {
                groups.append((answer.kind, answer.items))
            }
        }
        return groups
    }

    private func show(_ found: [FoundResources], as form: DocumentFormat) throws(CommandFailure) {
        var writer = DocumentWriter(form)
        guard found.count == 1, case .list(let kind, let list) = found[0] else {
            writer.document(found.count == 1 ? found[0].json : .array(found.map(\.json)))
            return try output.write(writer.take())
        }
        writer.beginList(FoundResources.envelope(kind, revision: list.revision))
        for item in list.items {
            writer.element(.object(item.json))
            if writer.count > Self.pieceSize { try output.write(writer.take()) }
        }
        writer.endList()
        try output.write(writer.take())
    }
}
