internal import Model

/// The columns in which the resources of a kind are listed.
struct KindTable: Sendable {
    /// All there are, for `-o custom-columns`.
    let columns: [TableColumn]
    /// Headers of the columns shown by default, and with `-o wide`.
    private let narrow: [String]
    private let wide: [String]

    /// - Parameters:
    ///   - narrow: Headers, with blanks between.
    ///   - wide: The same for `-o wide`; nil: as narrow.
    init(_ narrow: String, wide: String? = nil, _ columns: [TableColumn] = []) {
        self.columns = [.name, .namespace] + columns
        self.narrow = narrow.split(separator: " ").map { String($0) }
        self.wide = (wide ?? narrow).split(separator: " ").map { String($0) }
    }

    /// The columns of a format.
    ///
    /// - Parameter withNamespace: Whether the namespace comes first.
    func columns(isWide: Bool, withNamespace: Bool) -> [TableColumn] {
        let shown = (isWide ? wide : narrow).compactMap { column($0) }
        return withNamespace ? [.namespace] + shown : shown
    }

    /// nil when there is no such column.
    func column(_ header: String) -> TableColumn? { columns.first { $0.header == header.uppercased() } }
}
