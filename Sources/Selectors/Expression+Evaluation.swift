extension Expression {
    @inlinable
    func matches(_ labels: some LabelSource) -> Bool {
        var index = 0
        while index < conditions.count {
            let condition = conditions[index]
            let holds = !condition.looksAtLabel || labels.passes(LabelTest(index, of: self)) ?? condition.holdsWithoutLabel
            index = Int(holds ? condition.ifTrue : condition.ifFalse)
        }
        return index == Condition.matches
    }
}
