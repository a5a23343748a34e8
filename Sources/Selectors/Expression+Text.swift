extension Expression {
    /// The pieces a text is put together from.
    private enum Piece {
        case condition, negation, opening, closing, conjunction, disjunction
    }

    /// The canonical text, with `labelPrefix` before every label's name and `all` and `global` in the places of all() and global().
    func text(labelPrefix: String = "", all: String = "all()", global: String = "global()") -> String {
        var text: [UInt8] = []
        var index = 0
        for piece in piecesBackwards().reversed() {
            switch piece {
            case .negation: text += "!".utf8
            case .opening: text += "(".utf8
            case .closing: text += ")".utf8
            case .conjunction: text += " && ".utf8
            case .disjunction: text += " || ".utf8
            case .condition:
                let condition = conditions[index]
                switch condition.test {
                case .all: text += all.utf8
                case .global: text += global.utf8
                default: write(condition, labelPrefix: labelPrefix, to: &text)
                }
                index += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// From the end of the text to its beginning: as an operand comes before what it is an operand of, only from behind is it
    /// known where parentheses open.
    private func piecesBackwards() -> [Piece] {
        var pieces: [Piece] = []
        var open: [(node: Node, operandsLeft: UInt32)] = []
        for node in nodes.reversed() {
            switch node {
            case .negation:
                open.append((node, 1))
            case .conjunction(let count), .disjunction(let count):
                pieces.append(.closing)
                open.append((node, count))
            case .condition:
                pieces.append(.condition)
                while var innermost = open.popLast() {
                    innermost.operandsLeft -= 1
                    let isComplete = innermost.operandsLeft == 0
                    switch innermost.node {
                    case .conjunction: pieces.append(isComplete ? .opening : .conjunction)
                    case .disjunction: pieces.append(isComplete ? .opening : .disjunction)
                    case .negation, .condition: pieces.append(.negation)
                    }
                    guard !isComplete else { continue }
                    open.append(innermost)
                    break
                }
            }
        }
        return pieces
    }

    private func write(_ condition: Condition, labelPrefix: String, to text: inout [UInt8]) {
        let name = names.texts[Int(condition.name)]
        guard condition.test != .has else {
            text += "has(\(labelPrefix)\(name))".utf8
            return
        }
        text += "\(labelPrefix)\(name) \(condition.test.symbol) ".utf8
        guard condition.test == .isIn || condition.test == .isNotIn else {
            writeValue(condition.values.lowerBound, to: &text)
            return
        }
        text += "{".utf8
        for index in condition.values {
            if index > condition.values.lowerBound { text += ", ".utf8 }
            writeValue(index, to: &text)
        }
        text += "}".utf8
    }

    /// A value has at most one kind of quotes in it: the kind that it was not written in.
    private func writeValue(_ index: UInt32, to text: inout [UInt8]) {
        let value = values[Int(index)]
        let quote = UInt8(ascii: value.contains(UInt8(ascii: "\"")) ? "'" : "\"")
        text.append(quote)
        text += value
        text.append(quote)
    }
}
