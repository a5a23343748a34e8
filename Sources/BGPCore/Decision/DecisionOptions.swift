/// Where the decision process leaves a choice to the operator.
public struct DecisionOptions: Hashable, Sendable {
    /// MED is compared also between routes of different neighbour ASes.
    public var alwaysComparesMED = false
    /// A route without MED counts as the worst instead of 0.
    public var missingMEDIsWorst = false
    /// Of external routes that differ in the router identifier only, the older stays (RFC 5004).
    public var prefersOldestExternal = false
    /// Best paths used at once, at most.
    public var maximumPaths = 1
    /// Paths of different AS paths, equal in length, count as equal for ``maximumPaths``.
    public var multipathRelaxesASPath = true

    public init() {}
}
