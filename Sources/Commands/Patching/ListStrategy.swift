/// What a strategic merge patch does to a list.
enum ListStrategy: Hashable, Sendable {
    /// The list of the patch replaces the old one.
    case replaced
    /// Elements that agree in this member are merged, others appended.
    case mergedBy(key: String)
    /// Elements that are not there yet are appended.
    case united

    /// The lists of resources that are not replaced as a whole, by the path to them; list elements have no step in it.
    private static let declared: [[String]: ListStrategy] = [
        ["metadata", "ownerReferences"]: .mergedBy(key: "uid"),
        ["metadata", "finalizers"]: .united,
        ["status", "conditions"]: .mergedBy(key: "type"),
    ]

    static func of(_ path: [String]) -> ListStrategy { declared[path] ?? .replaced }
}
