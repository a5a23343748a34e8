internal import BGPPlan
internal import Documents
internal import Model

/// Applies one step of the way to route reflectors.
struct StepApplication: Sendable {
    let stage: ReflectorPlan.Step.Stage
    let remark: String

    /// - Throws: Before the step is due; when a resource has changed meanwhile.
    func run(_ plan: ReflectorPlan, _ reading: ClusterReading, _ session: Session) async throws(CommandFailure) {
        guard reading.unreadable.isEmpty else {
            let words = reading.unreadable.map { "  \($0)\n" }.joined()
            throw CommandFailure("nothing was applied: who peers with whom cannot be told while resources cannot be read:\n\(words)")
        }
        guard let place = plan.steps.firstIndex(where: { $0.stage == stage }) else {
            return try session.output.writeLine("Step \(stage.rawValue) is done already")
        }
        guard place == 0 else {
            let first = plan.steps[0].stage.rawValue
            throw CommandFailure("step \(stage.rawValue) was not applied: step \(first) comes first, or nodes lose routes meanwhile")
        }
        let step = plan.steps[place]
        try session.output.writeLine(step.words)
        // A resource that somebody changed since it was read is not written over.
        let items = step.resources.map { (resource: reading.versioned($0), source: nil as DocumentSource?) }
        let report = await ResourceWriting(verb: .apply, remark: remark).write(items, to: session.store)
        try session.show(report)
        let next = plan.steps.dropFirst().first.map { "Before step \($0.stage.rawValue)" } ?? "Now"
        try session.output.writeLine("\(next) check that \(step.check); `calicoctl bgp peers` on a node shows its sessions.")
    }
}
