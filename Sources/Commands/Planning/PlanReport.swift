internal import Addresses
internal import BGPPlan
internal import BGPWire
internal import JSON
internal import NodeProtocol

/// Who peers with whom in a cluster, and what people should know about it.
struct PlanReport: Sendable {
    /// Remarks that are shown to people; the rest is counted.
    private static let shownRemarks = 20

    let peerings: [ClusterPlan.Peering]
    let remarks: [PlanRemark]
    let warnings: [String]

    init(_ view: ClusterView, unreadable: [String]) {
        let plan = ClusterPlan(view)
        peerings = plan.peerings
        var told: Set<PlanRemark> = []
        // Most remarks are those of every node.
        remarks = plan.plans.sorted { $0.key < $1.key }.flatMap(\.value.remarks).filter { told.insert($0).inserted }
        warnings = unreadable + [Self.meshWarning(view)].compactMap { $0 }
    }

    /// What to say, and to do, about a mesh that is too large.
    static func meshWarning(_ view: ClusterView) -> String? {
        MeshSize(view).warning.map { "\($0): `calicoctl bgp plan --reflectors 2` shows the steps" }
    }

    func text(isWide: Bool) -> String {
        var table = TextTable(headers: ["NODE", "PEER", "ADDRESS", "TYPE"] + (isWide ? ["NAME", "AS", "PEERAS", "REFLECTION"] : []) + ["WHY"])
        for peering in peerings { table.add(cells(peering, isWide)) }
        var lines = remarks.prefix(Self.shownRemarks).map(\.description)
        if lines.count < remarks.count { lines.append("and \(remarks.count - lines.count) more; --node shows those of one node") }
        return table.text + PlanText.section("Warnings:", warnings) + PlanText.section("Remarks:", lines)
    }

    private func cells(_ peering: ClusterPlan.Peering, _ isWide: Bool) -> [String] {
        let session = peering.session
        let wide = [session.name, "\(session.localAS)", "\(session.remoteAS)", session.reflectionWords]
        return [peering.node, peering.remoteNode ?? "AS \(session.remoteAS)", session.place, session.type.rawValue] + (isWide ? wide : [])
            + [peering.why]
    }

    var json: JSONValue {
        [
            "peerings": .array(
                peerings.map { peering in
                    var object = JSONObject([("node", JSONValue.string(peering.node)), ("session", .object(peering.session.json))])
                    object["fault"] = peering.fault.map { .string($0) }
                    return .object(object)
                }),
            "remarks": PlanText.json(remarks), "warnings": .array(warnings.map { .string($0) }),
        ]
    }
}

extension ClusterPlan.Peering {
    /// Why there is a session, and why it will not come up.
    var why: String { fault.map { "\(session.why); it will not come up: \($0)" } ?? session.why }
}

extension SessionPlan {
    /// In the words that sessions of the daemon have.
    var type: PeerReport.PeerType {
        switch origin {
        case .mesh: .mesh
        case .global: .global
        case .node: .node
        case .localWorkload: .localWorkload
        }
    }

    /// "10.0.0.1", "10.0.0.1 port 50".
    var place: String { port.map { "\(address) port \($0)" } ?? "\(address)" }

    /// Who reflects routes to whom.
    var reflectionWords: String {
        switch (isClient, isReflector) {
        case (true, true): "both reflect"
        case (true, false): "to the peer"
        case (false, true): "by the peer"
        case (false, false): "-"
        }
    }
}
