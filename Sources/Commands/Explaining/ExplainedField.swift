internal import JSON
internal import Model

/// One place of the documentation: a kind, or a field of it.
struct ExplainedField: Sendable {
    let kind: Kind
    /// Members from the resource down; empty: the kind itself.
    let path: [String]
    /// nil for the kind and for `spec` and `status`.
    let field: (any AnyField)?
    /// The fields inside.
    let members: [any AnyField]

    /// - Parameter place: "ippool.spec.cidr"; numbers of list elements in brackets are passed over.
    init(_ place: String) throws(CommandFailure) {
        let steps = Self.withoutIndexes(place).split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        guard let word = steps.first, !word.isEmpty else { throw CommandFailure("name a kind, or a field of it: ippool.spec.cidr", status: .usage) }
        kind = try ResourceReferences.kind(word)
        path = Array(steps.dropFirst())
        (field, members) = try Self.find(path, in: kind)
    }

    private static func withoutIndexes(_ place: String) -> String {
        var text = ""
        var depth = 0
        for character in place {
            switch character {
            case "[": depth += 1
            case "]": depth = max(0, depth - 1)
            default: if depth == 0 { text.append(character) }
            }
        }
        return text
    }

    private static func find(_ path: [String], in kind: Kind) throws(CommandFailure) -> (field: (any AnyField)?, members: [any AnyField]) {
        guard let first = path.first else { return (nil, []) }
        let parts = kind.parts
        guard let part = parts.first(where: { $0.name == first }) else {
            // The spec is what people mean as a rule.
            if kind.spec.field(first) != nil {
                throw CommandFailure(
                    "\(kind.name) has no field \(first) at its top; it is \(kind.name.lowercased()).spec.\(path.joined(separator: "."))")
            }
            throw unknown(first, in: parts.map(\.name), of: kind.name)
        }
        var found: (field: (any AnyField)?, members: [any AnyField]) = (nil, part.schema.fields)
        var schema: (any AnySchema)? = part.schema
        for (depth, name) in path.enumerated().dropFirst() {
            let owner = "\(kind.name).\(path[..<depth].joined(separator: "."))"
            guard let object = schema else {
                let shape = found.field?.rule.shape ?? ""
                if shape.hasPrefix("map["), depth == path.count - 1 { return found }
                throw CommandFailure("\(owner) <\(shape)> has no fields")
            }
            guard let field = object.field(name) else { throw unknown(name, in: object.fields.map(\.name), of: owner) }
            found = (field, field.rule.object?.fields ?? [])
            schema = field.rule.object
        }
        return found
    }

    private static func unknown(_ name: String, in known: [String], of owner: String) -> CommandFailure {
        let near = Spelling.nearest(to: name, in: known).map { "is \($0) meant?" } ?? "it has \(known.sorted().joined(separator: ", "))"
        return CommandFailure("\(owner) has no field \(name); \(near)")
    }
}

extension Kind {
    /// The objects that a resource consists of.
    var parts: [(name: String, schema: any AnySchema, documentation: String)] {
        var parts: [(name: String, schema: any AnySchema, documentation: String)] = [
            ("metadata", MetadataFields.schema, "Name, namespace, labels, annotations, and what the datastore keeps for itself."),
            ("spec", spec, "What is wanted."),
        ]
        if let status { parts.append(("status", status, "What programs report.")) }
        return parts
    }
}
