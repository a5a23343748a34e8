internal import Documents

/// What is wrong with what was read, for people: each fault with its line, and at the end what that means.
struct InputProblems {
    /// Faults that are told; the rest is counted.
    static let limit = 100

    let text: String

    init(_ answer: ManifestReader.Answer, refusal: String) {
        var lines = answer.problems.prefix(Self.limit).map(\.description)
        let more = answer.problems.count - Self.limit
        if more > 0 { lines.append("... and \(more) more") }
        let faults = answer.problems.count == 1 ? "1 fault" : "\(answer.problems.count) faults"
        let documents = answer.documentCount == 1 ? "1 document" : "\(answer.documentCount) documents"
        lines.append("\(refusal): \(faults) in \(answer.badDocuments) of \(documents)")
        text = lines.joined(separator: "\n")
    }
}
