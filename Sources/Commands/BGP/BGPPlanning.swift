internal import Addresses
internal import BGPPlan
internal import BGPWire
internal import Documents
internal import JSON
internal import Model
internal import Store

/// Plans of BGP sessions for people, from the resources of a datastore.
struct BGPPlanning: Sendable {
    let session: Session

    func view() async throws(CommandFailure) -> ClusterView {
        var view = ClusterView()
        for kind in ClusterView.kinds {
            do throws(StoreError) {
                for resource in try await session.store.list(ResourceSelection(kind)).items { view.put(resource) }
            } catch { throw CommandFailure("\(error)") }
        }
        return view
    }

    // Who peers with whom

    func showPeerings(_ view: ClusterView, node: String?) throws(CommandFailure) {
        if let node, view.nodes[node] == nil {
            let near = Spelling.nearest(to: node, in: view.nodes.keys.sorted()).map { "; is \($0) meant?" } ?? ""
            throw CommandFailure("there is no node \(node)\(near)")
        }
        let plan = ClusterPlan(view)
        var table = TextTable(headers: ["NODE", "PEER", "ADDRESS", "AS", "TYPE", "REFLECTION", "WHY"])
        if let node {
            for session in plan.plans[node]?.sortedSessions ?? [] { table.add(Self.row(node, session, note: nil)) }
        } else {
            for peering in plan.peerings {
                table.add(Self.row(peering.node, peering.session, note: peering.isOneSided ? "; the other end has no session for it" : nil))
            }
        }
        try table.write(to: session.output)
        let remarks = plan.plans.filter { node == nil || $0.key == node }.sorted { $0.key < $1.key }.flatMap(\.value.remarks)
        var told: Set<PlanRemark> = []
        for remark in remarks where told.insert(remark).inserted { try session.output.writeLine("\(remark.subject): \(remark.words)") }
        if let warning = MeshSize(view).warning {
            try session.output.writeLine("WARNING: \(warning). See the way there: calicoctl bgp plan --reflectors 2")
        }
    }

    private static func row(_ node: String, _ session: SessionPlan, note: String?) -> [String] {
        let reflection = session.isClient ? "to a client" : session.isReflector ? "by the peer" : "-"
        let address = session.port.map { session.address.family == .v4 ? "\(session.address):\($0)" : "[\(session.address)]:\($0)" }
        return [
            node, session.remoteNode ?? "-", address ?? "\(session.address)", "\(session.remoteAS)", session.isInternal ? "internal" : "external",
            reflection, session.why + (note ?? ""),
        ]
    }

    // Reflectors

    func show(_ plan: ReflectorPlan) throws(CommandFailure) {
        for reflector in plan.reflectors {
            let zone = reflector.zone.map { ", zone \($0)" } ?? ""
            try session.output.writeLine("# reflector \(reflector.node), cluster id \(reflector.clusterID)\(zone)")
        }
        for warning in plan.warnings { try session.output.writeLine("# WARNING: \(warning)") }
        if plan.steps.isEmpty { try session.output.writeLine("# nothing is left to do: the reflectors are in place and the mesh is off") }
        for (number, step) in plan.steps.enumerated() {
            try session.output.writeLine("# step \(number + 1): \(step.words)")
            for resource in step.resources {
                try session.output.writeLine("---")
                var writer = DocumentWriter(.yaml)
                writer.document(.object(resource.json))
                try session.output.write(writer.take())
            }
        }
    }

    func apply(_ number: Int, of plan: ReflectorPlan) async throws(CommandFailure) {
        guard !plan.steps.isEmpty else { throw CommandFailure("nothing is left to do: the reflectors are in place and the mesh is off") }
        // Out of order nodes would lose their routes.
        guard number == 1 else {
            throw CommandFailure(
                "step \(number) is not the next: steps are applied in their order, and of \(plan.steps.count) that are left the next is 1")
        }
        let step = plan.steps[number - 1]
        for resource in step.resources {
            do throws(StoreError) { _ = try await session.store.apply(resource) } catch {
                throw CommandFailure("step \(number) was not finished: \(error); what was applied before stays, and the step can be applied again")
            }
            try session.output.writeLine("applied \(resource.identity)")
        }
        try session.output.writeLine(step.words)
    }
}
