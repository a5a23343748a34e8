internal import Addresses
internal import BGPPlan
internal import BGPWire
internal import JSON

/// The plan of one node, with all that is to be known of its sessions.
struct NodePlanReport: Sendable {
    let name: String
    let plan: NodePlan
    let warnings: [String]

    var text: String {
        var text = "Node \(name): AS \(plan.asNumber), router id \(plan.routerID.map { "\($0)" } ?? "none"), \(PlanText.list(plan.addresses))"
        if let cluster = plan.clusterID { text += ", reflects routes as cluster \(cluster)" }
        text += "\nListens on port \(plan.listenPort) of \(plan.bindsNodeAddress ? PlanText.list(plan.addresses) : "all addresses")\n"
        text += PlanText.section("Tells:", told)
        for session in plan.sortedSessions {
            text += PlanText.section("\(session.name): \(session.why)", session.attributes(ofNodeIn: plan))
        }
        if plan.sessions.isEmpty { text += "\nNo sessions.\n" }
        return text + PlanText.section("Warnings:", warnings) + PlanText.section("Remarks:", plan.remarks.map(\.description))
    }

    private var told: [String] {
        let (blocks, services) = (plan.local.aggregates, plan.local.statics)
        return (blocks.isEmpty ? [] : ["blocks: \(PlanText.list(blocks))"]) + (services.isEmpty ? [] : ["services: \(PlanText.list(services))"])
    }

    var json: JSONValue {
        var object = JSONObject([("node", .string(name)), ("asNumber", JSONValue.integer(Int64(plan.asNumber.value)))])
        object["routerID"] = plan.routerID.map { .string("\($0)") }
        object["clusterID"] = plan.clusterID.map { .string("\($0)") }
        object["addresses"] = .array(plan.addresses.map { .string("\($0)") })
        object["listenPort"] = .integer(Int64(plan.listenPort))
        object["bindsNodeAddress"] = .bool(plan.bindsNodeAddress)
        object["logSeverity"] = .string(plan.logSeverity)
        object["ignoredInterfaces"] = .array(plan.ignoredInterfaces.map { .string($0) })
        object["blocks"] = .array(plan.local.aggregates.map { .string("\($0)") })
        object["services"] = .array(plan.local.statics.map { .string("\($0)") })
        object["sessions"] = .array(plan.sortedSessions.map { .object($0.json) })
        object["remarks"] = PlanText.json(plan.remarks)
        object["warnings"] = .array(warnings.map { .string($0) })
        return .object(object)
    }
}
