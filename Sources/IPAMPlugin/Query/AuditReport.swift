internal import JSON
internal import NodeStore

/// What an audit of a node came to.
struct AuditReport {
    var findings: [Finding] = []
    /// What may be meant, or harms only some traffic.
    var advice: [Finding] = []
    /// Attachments whose ADD is probably still at work.
    var inProgress: [AttachmentKey] = []
    var attachments = 0

    /// What both this look and a later one found.
    func confirmed(by later: AuditReport) -> AuditReport {
        let known = Set(findings.map(\.what))
        var confirmed = later
        confirmed.findings = later.findings.filter { known.contains($0.what) }
        return confirmed
    }

    var json: JSONValue {
        [
            "clean": .bool(findings.isEmpty), "attachments": .integer(Int64(attachments)), "findings": .array(findings.map(\.json)),
            "advice": .array(advice.map(\.json)),
            "inProgress": .array(
                inProgress.map {
                    ["network": .string($0.network), "containerID": .string($0.containerID), "interface": .string($0.interface)]
                }),
        ]
    }

    var text: String {
        func count(_ number: Int, _ word: String, _ words: String) -> String { "\(number) \(number == 1 ? word : words)" }
        var parts = [findings.isEmpty ? "no finding" : count(findings.count, "finding", "findings")]
        if !inProgress.isEmpty { parts.append("\(inProgress.count) in progress") }
        if !advice.isEmpty { parts.append("\(advice.count) of advice") }
        return Finding.text(findings, title: "FINDING") + Finding.text(advice, title: "ADVICE ")
            + "\(count(attachments, "attachment", "attachments")) checked: \(parts.joined(separator: ", "))\n"
    }
}
