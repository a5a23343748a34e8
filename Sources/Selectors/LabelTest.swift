/// One condition of a selector on one label, as it is handed to whatever has labels.
public struct LabelTest: Sendable {
    @usableFromInline let expression: Expression
    @usableFromInline let index: Int

    @inlinable
    init(_ index: Int, of expression: Expression) {
        self.expression = expression
        self.index = index
    }

    /// Of the label.
    public var name: String { expression.names.texts[Int(condition.name)] }

    /// Whether a label with a value of these octets passes.
    public func holds(for value: RawSpan) -> Bool {
        let condition = condition
        return expression.values.passes(value, condition.test, condition.values)
    }

    /// Of the name, by which ``Labels`` finds the label.
    var hash: UInt32 { expression.names.hashes[Int(condition.name)] }

    /// Whether the label's name has these octets.
    func isAbout(_ name: RawSpan) -> Bool { expression.names.table.equals(name, at: condition.name) }

    private var condition: Condition { expression.conditions[index] }
}
