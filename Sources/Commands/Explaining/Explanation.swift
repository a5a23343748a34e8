internal import JSON
internal import Model

/// The documentation of a kind or field as text, from the declaration that checks it.
struct Explanation: Sendable {
    private static let width = 100

    let text: String

    /// - Parameter isRecursive: Shows all fields inside, by names and types only.
    init(_ place: ExplainedField, isRecursive: Bool) {
        var lines = ["KIND:       \(place.kind.name)", "VERSION:    \(Kind.apiVersion)"]
        if let field = place.field {
            lines += ["FIELD:      \(place.path.joined(separator: ".")) <\(field.rule.shape)>", ""]
            lines += Self.wrapped(field.documentation, indent: 0) + [""] + Self.properties(of: field)
        } else if place.path.isEmpty {
            lines += Self.facts(of: place.kind) + [""] + Self.wrapped(place.kind.documentation, indent: 0)
        } else {
            lines += ["FIELD:      \(place.path.joined(separator: ".")) <Object>"]
        }
        let parts = place.path.isEmpty ? place.kind.parts : []
        if !parts.isEmpty || !place.members.isEmpty { lines += ["", "FIELDS:"] }
        for part in parts {
            lines.append("  \(part.name) <Object>")
            lines += isRecursive ? Self.tree(part.schema.fields, indent: 4) : Self.wrapped(part.documentation, indent: 4)
        }
        lines += isRecursive ? Self.tree(place.members, indent: 2) : Self.list(place.members)
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func facts(of kind: Kind) -> [String] {
        [
            "NAMES:      \(([kind.plural] + kind.aliases).joined(separator: ", "))",
            "NAMESPACED: \(kind.isNamespaced ? "yes" : "no")",
        ]
    }

    /// What holds for a field besides its meaning.
    private static func properties(of field: any AnyField) -> [String] {
        var lines = ["  allowed     \(field.rule.allowed)"]
        lines.append("  required    \(field.traits.contains(.required) ? "yes" : "no")")
        if let value = field.written { lines.append("  default     \(value.text), written when nothing is given") }
        if let value = field.assumed { lines.append("  default     \(value.text), assumed when nothing is given") }
        if field.traits.contains(.immutable) { lines.append("  immutable   once set it stays; delete and create the resource to change it") }
        if field.traits.contains(.reported) { lines.append("  reported    programs write it, people do not") }
        return lines.flatMap { wrapped($0, indent: 0, hanging: 14) }
    }

    private static func list(_ fields: [any AnyField]) -> [String] {
        fields.flatMap { field in
            let marks = field.traits.contains(.required) ? " -required-" : ""
            return ["  \(field.name) <\(field.rule.shape)>\(marks)"] + wrapped(field.documentation, indent: 4)
        }
    }

    private static func tree(_ fields: [any AnyField], indent: Int) -> [String] {
        fields.flatMap { field in
            ["\(String(repeating: " ", count: indent))\(field.name) <\(field.rule.shape)>"]
                + tree(field.rule.object?.fields ?? [], indent: indent + 2)
        }
    }

    /// Lines of at most ``width`` characters.
    ///
    /// - Parameters:
    ///   - indent: Blanks before each line.
    ///   - hanging: Blanks before each line but the first.
    private static func wrapped(_ text: String, indent: Int, hanging: Int? = nil) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        let leading = text.prefix { $0 == " " }
        line += leading
        for word in text.dropFirst(leading.count).split(separator: " ", omittingEmptySubsequences: false) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: hanging ?? indent)
                isEmpty = true
            }
            line += isEmpty ? word : " \(word)"
            isEmpty = false
        }
        return lines + [line]
    }
}
