internal import JSON
internal import NodeStore

/// Something that is not as it should be: what, why probably, and the command that mends it.
struct Finding: Hashable {
    /// What is, in one sentence without times: the same trouble has the same sentence when it is looked at again.
    let what: String
    let cause: String
    /// A shell command.
    let repair: String
    /// Whom it concerns; nil for the node itself.
    let key: AttachmentKey?

    init(_ what: String, cause: String, repair: String, key: AttachmentKey? = nil) {
        self.what = what
        self.cause = cause
        self.repair = repair
        self.key = key
    }

    var json: JSONValue {
        var owner = JSONValue.null
        if let key {
            owner = ["network": .string(key.network), "containerID": .string(key.containerID), "interface": .string(key.interface)]
        }
        return ["what": .string(what), "cause": .string(cause), "repair": .string(repair), "attachment": owner]
    }

    /// Paragraphs for people; findings that one command mends share theirs.
    static func text(_ findings: [Finding], title: String) -> String {
        var text = ""
        for (index, finding) in findings.enumerated() {
            text += title + "  \(finding.what)\n"
            if index + 1 < findings.count, findings[index + 1].repair == finding.repair, findings[index + 1].cause == finding.cause { continue }
            let indent = String(repeating: " ", count: max(0, title.utf8.count - 5))
            text += "CAUSE  \(indent)\(finding.cause)\nREPAIR \(indent)\(finding.repair)\n\n"
        }
        return text
    }
}
