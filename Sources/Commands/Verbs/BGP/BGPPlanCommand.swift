internal import ArgumentParser
internal import BGPPlan

struct BGPPlanCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show who will peer with whom, and why; plan route reflectors.",
        usage: """
            calicoctl bgp plan [--node <name>]
            calicoctl bgp plan --reflectors <count> | --reflector <name> ... [--apply-step <number>]
            """,
        discussion: """
            What the resources of the datastore make of each node's sessions, without asking any daemon. With --reflectors the way from the mesh to \
            route reflectors comes as steps with their resources in YAML; each step leaves every node with its routes, and a plan made anew has the steps \
            that are left. Run `calicoctl node status` on the nodes between the steps.
            """)

    @Option(help: ArgumentHelp("Show the sessions of this node only.", valueName: "name"))
    var node: String?
    @Option(help: ArgumentHelp("Plan so many reflectors for each zone.", valueName: "count"))
    var reflectors: Int?
    @Option(help: ArgumentHelp("Plan this node as reflector. Repeatable.", valueName: "name"))
    var reflector: [String] = []
    @Option(help: ArgumentHelp("Label of nodes that tells their zone.", valueName: "label"))
    var zoneLabel = ReflectorPlan.defaultZoneLabel
    @Option(help: ArgumentHelp("Apply this step of the reflector plan, the first that is left being 1.", valueName: "number"))
    var applyStep: Int?
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard reflectors == nil || reflector.isEmpty else { throw ValidationError("give --reflectors or --reflector, not both") }
        guard applyStep == nil || reflectors != nil || !reflector.isEmpty else {
            throw ValidationError("--apply-step needs --reflectors or --reflector: which plan is meant?")
        }
    }

    func run() throws {
        let (node, count, names, label, step) = (node, reflectors, reflector, zoneLabel, applyStep)
        try Session.run(connection, for: step == nil ? .reading : .writing) { session async throws(CommandFailure) in
            let planning = BGPPlanning(session: session)
            let view = try await planning.view()
            guard count != nil || !names.isEmpty else { return try planning.showPeerings(view, node: node) }
            let plan: ReflectorPlan
            do throws(ReflectorPlanError) {
                plan =
                    names.isEmpty
                    ? try ReflectorPlan(view, count: count ?? 2, zoneLabel: label) : try ReflectorPlan(view, names: names, zoneLabel: label)
            } catch { throw CommandFailure("there is no plan: \(error)") }
            if let step { try await planning.apply(step, of: plan) } else { try planning.show(plan) }
        }
    }
}
