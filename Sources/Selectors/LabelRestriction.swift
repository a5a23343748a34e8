/// What a selector asks of one label, whatever the other labels are: enough to find candidates without trying every endpoint.
///
/// A selector that matches meets all its restrictions; what meets them need not match. A label that must be both present and
/// absent, or has no possible value left, makes a selector that matches nothing.
public struct LabelRestriction: Hashable, Sendable {
    public var mustBePresent: Bool
    public var mustBeAbsent: Bool
    /// The only values the label can have, ascending by their octets, each once; nil where any value can do.
    public var possibleValues: [String]?

    public init(mustBePresent: Bool = false, mustBeAbsent: Bool = false, possibleValues: [String]? = nil) {
        self.mustBePresent = mustBePresent
        self.mustBeAbsent = mustBeAbsent
        self.possibleValues = possibleValues
    }
}
