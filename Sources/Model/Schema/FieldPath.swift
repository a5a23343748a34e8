/// The place of a value in a resource: `spec.ingress[2].source.nets[0]`.
public struct FieldPath: Hashable, Sendable {
    /// One step down from an object or a list.
    public enum Step: Hashable, Sendable {
        case member(String)
        /// From 0.
        case element(Int)
    }

    public var steps: [Step]

    public init(_ steps: [Step] = []) { self.steps = steps }

    /// Reads what ``description`` writes: members joined by dots; in brackets the number of a list element or, in quotes, the name of a member.
    ///
    /// Text that is none of that is the name of a member.
    public init(_ text: String) {
        steps = []
        var rest = Substring(text)
        while let first = rest.first {
            if first == "." {
                rest.removeFirst()
            } else if first == "[", let close = Self.closingBracket(of: rest), let step = Self.step(inBrackets: rest[..<close].dropFirst()) {
                steps.append(step)
                rest = rest[close...].dropFirst()
            } else {
                let end = rest.dropFirst().firstIndex { $0 == "." || $0 == "[" } ?? rest.endIndex
                steps.append(.member(String(rest[..<end])))
                rest = rest[end...]
            }
        }
    }

    /// The first "]" that is in no quotes.
    private static func closingBracket(of text: Substring) -> Substring.Index? {
        var (isQuoted, isEscaped) = (false, false)
        for index in text.indices {
            switch text[index] {
            case _ where isEscaped: isEscaped = false
            case "\\" where isQuoted: isEscaped = true
            case "\"": isQuoted.toggle()
            case "]" where !isQuoted: return index
            default: break
            }
        }
        return nil
    }

    private static func step(inBrackets text: Substring) -> Step? {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else {
            return text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text).map { .element($0) } : nil
        }
        var (name, isEscaped) = ("", false)
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                isEscaped = false
                name.append(character)
            }
        }
        return .member(name)
    }

    /// The path one member further down.
    public func member(_ name: String) -> FieldPath { FieldPath(steps + [.member(name)]) }
    /// The path one list element further down.
    public func element(_ index: Int) -> FieldPath { FieldPath(steps + [.element(index)]) }
}

extension FieldPath: CustomStringConvertible {
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .member(let name) where name.isEmpty || name.utf8.contains(where: { $0 <= 0x20 || ".[]\"\\/".utf8.contains($0) }):
                text += "[\(Self.quoted(name))]"
            case .member(let name): text += text.isEmpty ? name : ".\(name)"
            case .element(let index): text += "[\(index)]"
            }
        }
        return text
    }

    private static func quoted(_ name: String) -> String {
        var text = "\""
        for character in name {
            if character == "\"" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        return text + "\""
    }
}
