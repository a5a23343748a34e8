/// Reads a selector from its beginning to its end, once, with a stack of its own for parentheses.
///
///     selector   = [ or ] end                      without an or: all()
///     or         = and { "||" and }
///     and        = operand { "&&" operand }
///     operand    = { "!" } ( "(" or ")" | condition )
struct SelectorParser {
    /// A parenthesis that is open, or the whole selector.
    private struct Group {
        /// Of the parenthesis.
        let position: Int
        let isNegated: Bool
        /// Operands since the last `||`.
        var conjuncts: UInt32 = 0
        /// What ended with `||`.
        var disjuncts: UInt32 = 0
    }

    var scanner: SelectorScanner
    var builder = ExpressionBuilder()
    /// The innermost one.
    private var group = Group(position: 0, isNegated: false)
    private var outerGroups: [Group] = []

    init(_ text: String) { scanner = SelectorScanner(text) }

    mutating func parse() throws(SelectorError) -> Expression {
        scanner.skipBlanks()
        guard !scanner.isAtEnd else {
            builder.append(.all)
            return builder.expression()
        }
        repeat { try readOperand() } while try readJoin()
        return builder.expression()
    }

    /// Up to the end of the first condition, past all parentheses that open before it.
    private mutating func readOperand() throws(SelectorError) {
        while true {
            var isNegated = false
            scanner.skipBlanks()
            while !scanner.isNext("!="), scanner.skip("!") {
                isNegated.toggle()
                scanner.skipBlanks()
            }
            let position = scanner.position
            guard scanner.skip("(") else {
                try readCondition()
                endOperand(isNegated: isNegated)
                return
            }
            outerGroups.append(group)
            group = Group(position: position, isNegated: isNegated)
        }
    }

    /// Past parentheses that close; true when another operand has to follow, false at the end.
    private mutating func readJoin() throws(SelectorError) -> Bool {
        while true {
            scanner.skipBlanks()
            if scanner.skip("&&") { return true }
            if scanner.skip("||") {
                endConjunction()
                return true
            }
            if let outer = outerGroups.last, scanner.skip(")") {
                endGroup()
                let isNegated = group.isNegated
                group = outer
                outerGroups.removeLast()
                endOperand(isNegated: isNegated)
            } else if scanner.isAtEnd, outerGroups.isEmpty {
                endGroup()
                return false
            } else {
                throw error(expecting: .join(openColumn: outerGroups.isEmpty ? nil : column(at: group.position)))
            }
        }
    }

    private mutating func endOperand(isNegated: Bool) {
        if isNegated { builder.negate() }
        group.conjuncts += 1
    }

    private mutating func endConjunction() {
        builder.joinAll(group.conjuncts)
        group.conjuncts = 0
        group.disjuncts += 1
    }

    private mutating func endGroup() {
        endConjunction()
        builder.joinAny(group.disjuncts)
    }
}
