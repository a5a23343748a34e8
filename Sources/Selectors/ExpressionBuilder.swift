/// Takes the conditions of a selector and what joins them, in the order of the text.
struct ExpressionBuilder {
    private var conditions: [Condition] = []
    private var nodes: [Expression.Node] = []
    private var names = LabelNames()
    private var values = TextTable()

    /// Adds a condition on a label with its values: one for a comparison, any number for a set.
    mutating func append(_ test: Condition.Test, label: String, values newValues: [ArraySlice<UInt8>]) {
        let first = UInt32(values.count)
        var last: ArraySlice<UInt8>?
        for value in newValues.sorted(by: { $0.span.bytes.order(beside: $1.span.bytes) < 0 }) where value != last {
            values.append(value)
            last = value
        }
        conditions.append(Condition(test, name: names.index(of: label), values: first..<UInt32(values.count)))
        nodes.append(.condition)
    }

    /// Adds all() or global().
    mutating func append(_ test: Condition.Test) {
        conditions.append(Condition(test, name: 0, values: 0..<0))
        nodes.append(.condition)
    }

    /// Negates the operand that ended last. Two negations of one operand are none.
    mutating func negate() {
        if case .negation? = nodes.last { nodes.removeLast() } else { nodes.append(.negation) }
    }

    /// Joins the last `count` operands; one stays as it is.
    mutating func joinAll(_ count: UInt32) {
        if count > 1 { nodes.append(.conjunction(count)) }
    }

    /// Joins the last `count` operands; one stays as it is.
    mutating func joinAny(_ count: UInt32) {
        if count > 1 { nodes.append(.disjunction(count)) }
    }

    func expression() -> Expression { Expression(conditions: conditions, nodes: nodes, names: names, values: values) }
}
