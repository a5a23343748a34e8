/// One rule of a ``FilterChain``, in the order they are asked. No references: rules for other prefixes are passed over quickly.
struct FilterStep: Sendable {
    /// The place of the filter in the chain.
    let filter: Int
    /// The place of the rule in the filter.
    let rule: Int
    /// Its conditions on the prefix, by their places in the chain.
    let firstTest: Int
    let testEnd: Int
    /// It has other conditions too.
    let asksMore: Bool
}
