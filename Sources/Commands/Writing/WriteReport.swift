/// What became of the resources of a command, in upstream's words.
struct WriteReport: Hashable, Sendable {
    /// Failures that are told; the rest is counted.
    static let limit = 100

    struct Failure: Hashable, Sendable {
        /// Where the resource was written; nil when it was named on the command line.
        let source: String?
        let message: String
    }

    let verb: WriteVerb
    /// Of all resources of the command.
    var kinds: Set<String> = []
    var total = 0
    var done = 0
    var failures: [Failure] = []
    /// What messages of success end with.
    var remark = ""

    /// For standard output; nil: nothing.
    var success: String? {
        guard total > 0 else { return "No resources specified" }
        guard done > 0 else { return nil }
        if failures.isEmpty || verb == .delete { return "Successfully \(verb.past) \(done) \(kind.map { "'\($0)' " } ?? "")resource(s)\(remark)" }
        return "Partial success: \(verb.past) the first \(done) out of \(total) \(kind.map { "'\($0)' " } ?? "")resources\(remark):"
    }

    /// What the command ends with; nil when all went well.
    var failure: CommandFailure? {
        guard !failures.isEmpty else { return nil }
        if verb == .delete {
            let subject = kind.map { "'\($0)' resource" } ?? "resource"
            return CommandFailure(lines { "Failed to delete \(subject): \($0.place)\($0.message)" })
        }
        if done > 0 { return CommandFailure(listed("hit error")) }
        if total == 1 { return CommandFailure(listed("failed to \(verb.rawValue) '\(kind ?? "")' resource")) }
        return CommandFailure(listed("failed to \(verb.rawValue) any \(kind.map { "'\($0)' " } ?? "")resources"))
    }

    /// The one kind that all are of.
    private var kind: String? { kinds.count == 1 ? kinds.first : nil }

    /// One failure in brackets, several on lines of their own.
    private func listed(_ head: String) -> String {
        if failures.count == 1 { return "\(head): [\(failures[0].message)]" }
        return "\(head):\n" + lines { "  \($0.place)\($0.message)" }
    }

    private func lines(_ line: (Failure) -> String) -> String {
        let more = failures.count - Self.limit
        let told = failures.prefix(Self.limit).map(line)
        return (more > 0 ? told + ["... and \(more) more"] : told).joined(separator: "\n")
    }
}

extension WriteReport.Failure {
    fileprivate var place: String { source.map { "\($0): " } ?? "" }
}
