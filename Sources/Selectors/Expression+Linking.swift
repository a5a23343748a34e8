extension Expression {
    /// A node whose operands are being linked, the last one first.
    private struct Frame {
        let node: Node
        let ifTrue: UInt32
        let ifFalse: UInt32
        var operandsLeft: UInt32
    }

    /// Sets where each condition leads, so that no operand is looked at once the answer is known.
    ///
    /// Goes backwards: what follows an operand is linked before it, and starts at the condition that was linked last.
    static func link(_ conditions: inout [Condition], joinedBy nodes: [Node]) {
        var frames: [Frame] = []
        var (ifTrue, ifFalse) = (Condition.matches, Condition.fails)
        var index = conditions.count
        for node in nodes.reversed() {
            switch node {
            case .negation:
                frames.append(Frame(node: node, ifTrue: ifTrue, ifFalse: ifFalse, operandsLeft: 1))
                swap(&ifTrue, &ifFalse)
            case .conjunction(let count), .disjunction(let count):
                frames.append(Frame(node: node, ifTrue: ifTrue, ifFalse: ifFalse, operandsLeft: count))
            case .condition:
                index -= 1
                conditions[index].ifTrue = ifTrue
                conditions[index].ifFalse = ifFalse
                while var frame = frames.popLast() {
                    frame.operandsLeft -= 1
                    guard frame.operandsLeft > 0 else { continue }
                    let next = UInt32(index)
                    if case .conjunction = frame.node {
                        (ifTrue, ifFalse) = (next, frame.ifFalse)
                    } else {
                        (ifTrue, ifFalse) = (frame.ifTrue, next)
                    }
                    frames.append(frame)
                    break
                }
            }
        }
    }
}
