internal import ArgumentParser
internal import BGPPlan
internal import JSON
internal import Model

struct BGPPlanCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show which nodes peer with whom, and why; lead the way to route reflectors.",
        usage: """
            calicoctl bgp plan [--node <name>] [options]
            calicoctl bgp plan --reflectors <count> [--zone-label <label>] [--apply-step <step>] [options]
            calicoctl bgp plan --reflector <node> ... [--zone-label <label>] [--apply-step <step>] [options]
            """,
        discussion: """
            Computed from the resources of the datastore; `calicoctl bgp peers` asks the daemon how sessions are. Sessions with workloads are \
            known to their nodes alone.

            From the mesh to route reflectors it is three steps: 1 labels and BGPPeers, 2 cluster ids, 3 the mesh off. Without --apply-step they \
            are shown; a step is applied only when those before it are. What to look after in between is said.
            """)

    @Option(help: ArgumentHelp("Show one node's plan, with all attributes of its sessions.", valueName: "name"))
    var node: String?
    @Option(help: ArgumentHelp("Plan so many route reflectors in each zone.", valueName: "count"))
    var reflectors: Int?
    @Option(parsing: .upToNextOption, help: ArgumentHelp("Make route reflectors of these nodes.", valueName: "node"))
    var reflector: [String] = []
    @Option(help: ArgumentHelp("Label whose values are the zones; \(ReflectorPlan.defaultZoneLabel) unless given.", valueName: "label"))
    var zoneLabel: String?
    @Option(help: ArgumentHelp("Apply step 1, 2 or 3.", valueName: "step"))
    var applyStep: Int?
    @OptionGroup var trial: DryRunOption
    @Option(name: .shortAndLong, help: "table, wide, json or yaml.", completion: .list(["table", "wide", "json", "yaml"]))
    var output = "table"
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        let format = try ReportFormat(parsing: output)
        guard reflectors != nil || !reflector.isEmpty else {
            try checkAlone()
            return try show(format)
        }
        try lead(format)
    }

    private func show(_ format: ReportFormat) throws(CommandFailure) {
        let name = node
        try Session.run(connection, for: .reading) { session async throws(CommandFailure) in
            let reading = try await ClusterReading(session.store)
            guard let name else {
                let report = PlanReport(reading.view, unreadable: reading.unreadable)
                guard try !format.write(report.json, to: session.output) else { return }
                return try session.output.write(report.text(isWide: format == .wide))
            }
            guard reading.view.nodes[name] != nil else {
                let near = Spelling.nearest(to: name, in: Array(reading.view.nodes.keys)).map { "is \($0) meant?" }
                throw CommandFailure("there is no Node \(name); \(near ?? "`calicoctl get nodes` lists them")")
            }
            let warnings = reading.unreadable + [PlanReport.meshWarning(reading.view)].compactMap { $0 }
            let report = NodePlanReport(name: name, plan: NodePlan(reading.view, NodeFacts(name: name)), warnings: warnings)
            guard try !format.write(report.json, to: session.output) else { return }
            try session.output.write(report.text)
        }
    }

    private func lead(_ format: ReportFormat) throws(CommandFailure) {
        guard node == nil else {
            throw CommandFailure("--node shows a plan, --reflectors and --reflector change it: use one of them", status: .usage)
        }
        guard reflectors == nil || reflector.isEmpty else { throw CommandFailure("give --reflectors or --reflector, not both", status: .usage) }
        let (count, names, label, options, remark) = (
            reflectors, reflector, zoneLabel ?? ReflectorPlan.defaultZoneLabel, reflectorOptions, trial.remark
        )
        let stage = try stage()
        let purpose: DatastoreConnection.Purpose = stage == nil ? .reading : trial.purpose
        if stage == nil, trial.dryRun { throw CommandFailure("--dry-run goes with --apply-step: all else only shows", status: .usage) }
        try Session.run(connection, for: purpose) { session async throws(CommandFailure) in
            let reading = try await ClusterReading(session.store)
            let plan: ReflectorPlan
            do throws(ReflectorPlanError) {
                if let count {
                    plan = try ReflectorPlan(reading.view, count: count, zoneLabel: label)
                } else {
                    plan = try ReflectorPlan(reading.view, names: names, zoneLabel: label)
                }
            } catch { throw CommandFailure(error.description) }
            if let stage { return try await StepApplication(stage: stage, remark: remark).run(plan, reading, session) }
            let report = ReflectorReport(plan: plan, options: options, warnings: reading.unreadable)
            guard format == .json, try format.write(report.json, to: session.output) else { return try session.output.write(report.yaml) }
        }
    }

    /// Without reflectors there are no steps and no zones.
    private func checkAlone() throws(CommandFailure) {
        let given = [("--apply-step", applyStep != nil), ("--zone-label", zoneLabel != nil), ("--dry-run", trial.dryRun)].first(where: \.1)
        if let given { throw CommandFailure("\(given.0) goes with --reflectors <count> or --reflector <node>", status: .usage) }
    }

    private func stage() throws(CommandFailure) -> ReflectorPlan.Step.Stage? {
        guard let applyStep else { return nil }
        guard let stage = ReflectorPlan.Step.Stage(rawValue: applyStep) else {
            throw CommandFailure("--apply-step is \(applyStep); steps are 1, 2 and 3", status: .usage)
        }
        return stage
    }

    /// As they were typed.
    private var reflectorOptions: String {
        let zone = zoneLabel.map { " --zone-label \($0)" } ?? ""
        return (reflectors.map { "--reflectors \($0)" } ?? "--reflector \(reflector.joined(separator: " "))") + zone
    }
}
