/// A parsed selector: its conditions in the order of the text, and how they are joined.
///
/// Everything lies in flat arrays, so that nothing recurses however deep parentheses nest. To evaluate is to walk the
/// conditions forward, from the first one to where ``Condition/ifTrue`` and ``Condition/ifFalse`` lead.
@usableFromInline
final class Expression: Sendable {
    /// What joins conditions, in postfix order: after the operands it is for.
    enum Node: Sendable {
        /// The next condition.
        case condition
        /// Never of a negation.
        case negation
        /// Of so many operands, two at least.
        case conjunction(UInt32)
        case disjunction(UInt32)
    }

    /// At least one.
    @usableFromInline let conditions: [Condition]
    let nodes: [Node]
    let names: LabelNames
    /// Those of one set are together, ascending by their octets, each once.
    let values: TextTable

    init(conditions: [Condition], nodes: [Node], names: LabelNames, values: TextTable) {
        var conditions = conditions
        Self.link(&conditions, joinedBy: nodes)
        self.conditions = conditions
        self.nodes = nodes
        self.names = names
        self.values = values
    }
}
