internal import JSON
internal import Model

/// One column of the table of a kind: its header, and what it shows of a resource.
struct TableColumn: Sendable {
    let header: String
    /// Whether ``TableContext/globalASNumber`` is needed.
    let needsGlobalASNumber: Bool
    let value: @Sendable (AnyResource, TableContext) -> String

    init(_ header: String, needsGlobalASNumber: Bool = false, _ value: @escaping @Sendable (AnyResource, TableContext) -> String) {
        self.header = header
        self.needsGlobalASNumber = needsGlobalASNumber
        self.value = value
    }
}

/// What columns show besides the resource itself.
struct TableContext: Sendable {
    /// Of nodes without a number of their own.
    var globalASNumber = "64512"
}

extension TableColumn {
    static let name = TableColumn("NAME") { resource, _ in resource.name }
    static let namespace = TableColumn("NAMESPACE") { resource, _ in resource.namespace ?? "" }

    /// A value of the spec.
    ///
    /// - Parameters:
    ///   - path: Members from the spec down, with dots.
    ///   - absent: What is shown when it is not there, or empty.
    static func spec(_ header: String, _ path: String, absent: String = "") -> TableColumn {
        let steps = path.split(separator: ".").map { String($0) }
        return TableColumn(header) { resource, _ in
            let text = resource.spec.value(at: steps).map { $0.cellText } ?? ""
            return text.isEmpty ? absent : text
        }
    }

    /// A list or a map of the spec, with commas, cut after `limit` octets.
    static func joined(_ header: String, _ path: String, limit: Int = .max) -> TableColumn {
        let steps = path.split(separator: ".").map { String($0) }
        return TableColumn(header) { resource, _ in cut(resource.spec.value(at: steps)?.cellText ?? "", after: limit) }
    }

    /// How many elements a list of the spec has.
    static func count(_ header: String, _ member: String) -> TableColumn {
        TableColumn(header) { resource, _ in String(resource.spec[member]?.array?.count ?? 0) }
    }

    private static func cut(_ text: String, after limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        return String(decoding: text.utf8.prefix(limit - 3), as: UTF8.self) + "..."
    }
}

extension JSONObject {
    fileprivate func value(at steps: [String]) -> JSONValue? {
        var value: JSONValue? = .object(self)
        for step in steps { value = value?[step] }
        return value
    }
}

extension JSONValue {
    /// As a cell shows it: texts bare, elements and "name=value" pairs with commas.
    var cellText: String {
        switch self {
        case .null: ""
        case .string(let text): text
        case .array(let elements): elements.map(\.cellText).joined(separator: ",")
        case .object(let object): object.members.map { "\($0.key)=\($0.value.cellText)" }.sorted().joined(separator: ",")
        case .real(let number): number.magnitude < 1e15 && number == number.rounded() ? String(Int64(number)) : "\(number)"
        case .bool, .integer: text
        }
    }
}
