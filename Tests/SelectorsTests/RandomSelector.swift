import TestSupport

/// A selector as a tree: written in any of the ways the language allows, and evaluated the simplest way there is.
indirect enum RandomSelector {
    case all, global
    case has(String)
    case comparison(String, String, String)
    case membership(String, isIn: Bool, [String])
    case not(RandomSelector)
    case and([RandomSelector])
    case or([RandomSelector])

    static let labels = ["a", "b", "in", "has", "all", "projectcalico.org/namespace"]
    static let values = ["", "x", "y", "xy", "yx", "it's", "say \"x\"", "\u{e9}", "e\u{301}", "0123456789abcdef", "0123456789abcdeg", "all()"]

    static func make(_ generator: inout SeededGenerator, depth: Int) -> RandomSelector {
        let label = labels.randomElement(using: &generator) ?? "a"
        switch Int.random(in: 0..<(depth > 0 ? 12 : 8), using: &generator) {
        case 0: return Bool.random(using: &generator) ? .all : .global
        case 1: return .has(label)
        case 2...5:
            let symbol = ["==", "!=", "contains", "starts with", "ends with"].randomElement(using: &generator) ?? "=="
            return .comparison(label, symbol, values.randomElement(using: &generator) ?? "")
        case 6, 7:
            let members = (0..<Int.random(in: 0..<6, using: &generator)).map { _ in values.randomElement(using: &generator) ?? "" }
            return .membership(label, isIn: Bool.random(using: &generator), members)
        case 8: return .not(make(&generator, depth: depth - 1))
        case 9, 10: return .and((0..<Int.random(in: 1..<4, using: &generator)).map { _ in make(&generator, depth: depth - 1) })
        default: return .or((0..<Int.random(in: 1..<4, using: &generator)).map { _ in make(&generator, depth: depth - 1) })
        }
    }

    static func labels(_ generator: inout SeededGenerator) -> [String: String] {
        var chosen: [String: String] = [:]
        for label in labels where Bool.random(using: &generator) { chosen[label] = values.randomElement(using: &generator) }
        return chosen
    }

    func matches(_ labels: [String: String]) -> Bool {
        switch self {
        case .all, .global: return true
        case .has(let label): return labels[label] != nil
        case .comparison(let label, let symbol, let operand):
            guard let value = labels[label].map({ Array($0.utf8) }) else { return symbol == "!=" }
            let part = Array(operand.utf8)
            switch symbol {
            case "==": return value == part
            case "!=": return value != part
            case "starts with": return value.prefix(part.count).elementsEqual(part)
            case "ends with": return value.suffix(part.count).elementsEqual(part)
            default: return (0...value.count).contains { value.dropFirst($0).prefix(part.count).elementsEqual(part) }
            }
        case .membership(let label, let isIn, let members):
            return isIn == members.contains { member in labels[label].map { Array($0.utf8) == Array(member.utf8) } ?? false }
        case .not(let operand): return !operand.matches(labels)
        case .and(let operands): return operands.allSatisfy { $0.matches(labels) }
        case .or(let operands): return operands.contains { $0.matches(labels) }
        }
    }

    /// One of the texts for it; what is joined is in parentheses, or also a single condition.
    func text(_ generator: inout SeededGenerator) -> String {
        var text: String
        switch self {
        case .all: text = "all(\(blank(&generator)))"
        case .global: text = "global(\(blank(&generator)))"
        case .has(let label): text = "has(\(blank(&generator))\(label)\(blank(&generator)))"
        case .comparison(let label, let symbol, let value):
            let isWord = symbol != "==" && symbol != "!="
            text = label + (isWord ? " " : "") + blank(&generator) + written(symbol, &generator) + blank(&generator) + quoted(value, &generator)
        case .membership(let label, let isIn, let members):
            var set = ""
            for member in members { set += (set.isEmpty ? "" : ",") + blank(&generator) + quoted(member, &generator) + blank(&generator) }
            if !members.isEmpty, Bool.random(using: &generator) { set += "," + blank(&generator) }
            text = "\(label) \(written(isIn ? "in" : "not in", &generator))\(blank(&generator)){\(set)}"
        case .not(let operand): text = "!" + blank(&generator) + operand.text(&generator)
        case .and(let operands): text = joined(operands, "&&", &generator)
        case .or(let operands): text = joined(operands, "||", &generator)
        }
        if Int.random(in: 0..<8, using: &generator) == 0 { text = "(\(blank(&generator))\(text)\(blank(&generator)))" }
        return text
    }

    private func joined(_ operands: [RandomSelector], _ symbol: String, _ generator: inout SeededGenerator) -> String {
        var text = "("
        for (index, operand) in operands.enumerated() {
            if index > 0 { text += blank(&generator) + symbol + blank(&generator) }
            text += operand.text(&generator)
        }
        return text + ")"
    }

    private func blank(_ generator: inout SeededGenerator) -> String { ["", "", " ", "\t", "  "].randomElement(using: &generator) ?? "" }

    private func written(_ symbol: String, _ generator: inout SeededGenerator) -> String {
        symbol.replacing(" ", with: blank(&generator))
    }

    private func quoted(_ value: String, _ generator: inout SeededGenerator) -> String {
        let isSingle = !value.contains("'") && (value.contains("\"") || Bool.random(using: &generator))
        return isSingle ? "'\(value)'" : "\"\(value)\""
    }
}
