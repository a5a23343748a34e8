/// One test of a selector, and where it leads.
@usableFromInline
struct Condition: Sendable {
    enum Test: UInt8, Sendable {
        case equal, notEqual, isIn, isNotIn, contains, startsWith, endsWith, has
        /// True without looking at a label.
        case all, global

        /// As a selector's text has it.
        var symbol: String {
            switch self {
            case .equal: "=="
            case .notEqual: "!="
            case .isIn: "in"
            case .isNotIn: "not in"
            case .contains: "contains"
            case .startsWith: "starts with"
            case .endsWith: "ends with"
            case .has: "has"
            case .all: "all"
            case .global: "global"
            }
        }
    }

    let test: Test
    /// Index into the expression's names.
    let name: UInt32
    /// Indices into the expression's values: one for a comparison, any number for a set.
    let values: Range<UInt32>
    /// The condition to go on with where this one holds, or ``matches`` or ``fails``.
    @usableFromInline var ifTrue = Self.matches
    @usableFromInline var ifFalse = Self.fails
    @usableFromInline let looksAtLabel: Bool
    @usableFromInline let holdsWithoutLabel: Bool

    /// On a label, with the indices of its values.
    init(_ test: Test, name: UInt32, values: Range<UInt32>) {
        self.test = test
        self.name = name
        self.values = values
        looksAtLabel = test != .all && test != .global
        holdsWithoutLabel = test == .notEqual || test == .isNotIn
    }

    /// The selector matches.
    @inlinable static var matches: UInt32 { .max }
    /// The selector does not match.
    @inlinable static var fails: UInt32 { .max - 1 }
}
