extension Expression {
    /// By the index of the label's name.
    private typealias Restrictions = [UInt32: PartialRestriction]

    /// By the label's name; labels that may be anything are missing.
    func restrictions() -> [String: LabelRestriction] {
        let numbers = numbersOfValues()
        var operands: [Restrictions] = []
        var index = 0
        /// What the operand before is, if one condition alone.
        var previous: Condition.Test?
        for node in nodes {
            switch node {
            case .condition:
                operands.append(restrictions(of: conditions[index], numbers: numbers))
                previous = conditions[index].test
                index += 1
                continue
            case .negation:
                // What is not equal, or not all of several things, leaves every label free.
                operands.removeLast()
                let isAbsence = previous == .has
                operands.append(isAbsence ? [conditions[index - 1].name: PartialRestriction(mustBeAbsent: true)] : [:])
            case .conjunction(let count): Self.join(last: count, of: &operands, by: Self.formConjunction)
            case .disjunction(let count): Self.join(last: count, of: &operands, by: Self.formDisjunction)
            }
            previous = nil
        }
        return operands.last.map { published($0, numbers: numbers) } ?? [:]
    }

    private func restrictions(of condition: Condition, numbers: [Int]) -> Restrictions {
        switch condition.test {
        case .equal, .isIn:
            let values = Set(condition.values.map { numbers[Int($0)] })
            return [condition.name: PartialRestriction(mustBePresent: true, values: values)]
        case .contains, .startsWith, .endsWith, .has:
            return [condition.name: PartialRestriction(mustBePresent: true)]
        case .notEqual, .isNotIn, .all, .global:
            return [:]
        }
    }

    private static func join(
        last count: UInt32, of operands: inout [Restrictions], by formJoin: (inout Restrictions, consuming Restrictions) -> Void
    ) {
        var joined = operands.popLast() ?? [:]
        for _ in 1..<count { formJoin(&joined, operands.popLast() ?? [:]) }
        operands.append(joined)
    }

    private static func formConjunction(_ joined: inout Restrictions, with other: consuming Restrictions) {
        if joined.count < other.count { swap(&joined, &other) }
        for (name, restriction) in other { joined[name, default: PartialRestriction()].formConjunction(with: restriction) }
    }

    private static func formDisjunction(_ joined: inout Restrictions, with other: consuming Restrictions) {
        if joined.count > other.count { swap(&joined, &other) }
        for name in Array(joined.keys) {
            guard let restriction = other.removeValue(forKey: name) else {
                joined[name] = nil
                continue
            }
            joined[name]?.formDisjunction(with: restriction)
            if joined[name]?.restricts == false { joined[name] = nil }
        }
    }

    private func published(_ restrictions: Restrictions, numbers: [Int]) -> [String: LabelRestriction] {
        var texts: [Int: String] = [:]
        for (index, number) in numbers.enumerated() where texts[number] == nil {
            texts[number] = String(decoding: values[index], as: UTF8.self)
        }
        var published: [String: LabelRestriction] = [:]
        for (name, restriction) in restrictions {
            published[names.texts[Int(name)]] = LabelRestriction(
                mustBePresent: restriction.mustBePresent, mustBeAbsent: restriction.mustBeAbsent,
                possibleValues: restriction.values?.compactMap { texts[$0] }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
        return published
    }

    /// For each value a number, the same one for values of the same octets.
    private func numbersOfValues() -> [Int] {
        var known: [ArraySlice<UInt8>: Int] = [:]
        return (0..<values.count).map { index in
            let value = values[index]
            if let number = known[value] { return number }
            known[value] = known.count
            return known.count - 1
        }
    }
}
