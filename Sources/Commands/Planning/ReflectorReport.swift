internal import BGPPlan
internal import BGPWire
internal import Documents
internal import JSON
internal import Model

/// The way to route reflectors, as documents of YAML with words around them, or as JSON.
struct ReflectorReport: Sendable {
    let plan: ReflectorPlan
    /// The options that gave this plan: "--reflectors 2".
    let options: String
    let warnings: [String]

    var yaml: [UInt8] {
        var octets = Array(comment(head).utf8)
        for (place, step) in plan.steps.enumerated() {
            let title = "Step \(step.stage.rawValue) of \(ReflectorPlan.Step.Stage.allCases.count): \(step.words)"
            var lines = ["", title, "This does it: calicoctl bgp plan \(options) --apply-step \(step.stage.rawValue)"]
            if place > 0 { lines.insert("Only when \(plan.steps[place - 1].check).", at: 2) }
            octets += Array(comment(lines).utf8)
            for resource in step.resources {
                octets += Array("---\n".utf8)
                YAMLWriter.write(.object(resource.json), to: &octets)
            }
        }
        if let last = plan.steps.last { octets += Array(comment(["", "When all is done: \(last.check)."]).utf8) }
        return octets
    }

    private var head: [String] {
        var lines = ["Route reflectors, by node, zone and cluster id:"]
        for reflector in plan.reflectors { lines.append("  \(reflector.node), \(reflector.zone ?? "no zone"), \(reflector.clusterID)") }
        lines += (warnings + plan.warnings).map { "Warning: \($0)" }
        lines.append(plan.steps.isEmpty ? "All steps are done." : "One step after the other; `calicoctl bgp peers` on a node shows its sessions.")
        return lines
    }

    /// Names and labels are other people's text: none of it ends a comment.
    private func comment(_ lines: [String]) -> String { lines.map { $0.isEmpty ? "#\n" : "# \(TextTable.plain($0))\n" }.joined() }

    var json: JSONValue {
        let reflectors = plan.reflectors.map { reflector in
            var object = JSONObject([("node", JSONValue.string(reflector.node))])
            object["zone"] = reflector.zone.map { .string($0) }
            object["clusterID"] = .string("\(reflector.clusterID)")
            return JSONValue.object(object)
        }
        let steps = plan.steps.map { step in
            JSONValue.object(
                JSONObject([
                    ("step", .integer(Int64(step.stage.rawValue))), ("words", .string(step.words)), ("check", .string(step.check)),
                    ("resources", .array(step.resources.map { .object($0.json) })),
                ]))
        }
        return ["reflectors": .array(reflectors), "steps": .array(steps), "warnings": .array((warnings + plan.warnings).map { .string($0) })]
    }
}
