internal import Addresses
internal import BGPCore
internal import BGPPlan
internal import BGPWire
internal import JSON
internal import NodeProtocol

extension SessionPlan {
    /// Lines of "what: how".
    func attributes(ofNodeIn plan: NodePlan) -> [String] {
        let own = source.map { "\($0)" } ?? "an address that routing chooses"
        var lines = [
            "peer: \(remoteNode.map { "node \($0), " } ?? "")\(place), AS \(remoteAS) (\(isInternal ? "internal" : "external"))",
            "own end: \(own), AS \(localAS)\(localAS == plan.asNumber ? "" : " instead of \(plan.asNumber)")",
            "connects: \(isPassive ? "the peer" : "both ends")",
            "hops: \(maximumHops.map { "at most \($0)" } ?? "any number")",
        ]
        if let gateway { lines.append("gateway: \(gateway)") }
        lines.append("password: \(password.map { "key \($0.key) of secret \($0.name)" } ?? "none")")
        let keepalive = keepaliveTime.map { "\($0)s" } ?? "a third of it"
        lines.append("hold time: \(holdTime)s, keepalive time: \(keepalive), restart time: \(restartTime.map { "\($0)s" } ?? "the daemon's")")
        if isClient || isReflector { lines.append("reflection: \(reflectionWords)") }
        lines.append("next hop: \(nextHopWords)")
        if allowedOwnAS > 0 { lines.append("own AS in paths: up to \(allowedOwnAS) times") }
        lines.append("import filters: \(PlanText.list(importFilters.map(\.name)))")
        lines.append("export filters: \(PlanText.list(exportFilters.map(\.name)))")
        return lines
    }

    private var nextHopWords: String {
        switch nextHop {
        case .auto: isInternal ? "kept, own for own routes" : "own, kept on a shared subnet"
        case .own: "own"
        case .keep: "kept"
        }
    }

    /// Members without a value are left out.
    var json: JSONObject {
        var object = JSONObject([("name", .string(name)), ("type", JSONValue.string(type.rawValue))])
        object["resource"] = resource.map { .string($0) }
        object["isReverse"] = .bool(isReverse)
        object["remoteNode"] = remoteNode.map { .string($0) }
        object["address"] = .string("\(address)")
        object["port"] = port.map { .integer(Int64($0)) }
        object["localAS"] = .integer(Int64(localAS.value))
        object["remoteAS"] = .integer(Int64(remoteAS.value))
        object["source"] = source.map { .string("\($0)") }
        object["isPassive"] = .bool(isPassive)
        object["maximumHops"] = maximumHops.map { .integer(Int64($0)) }
        object["gateway"] = gateway.map { .string("\($0)") }
        object["password"] = password.map { ["name": .string($0.name), "key": .string($0.key)] }
        object["restartTime"] = restartTime.map { .integer(Int64($0)) }
        object["keepaliveTime"] = keepaliveTime.map { .integer(Int64($0)) }
        object["holdTime"] = .integer(Int64(holdTime))
        object["isClient"] = .bool(isClient)
        object["isReflector"] = .bool(isReflector)
        object["nextHop"] = .string("\(nextHop)")
        object["allowedOwnAS"] = .integer(Int64(allowedOwnAS))
        object["importFilters"] = .array(importFilters.map { .string($0.name) })
        object["exportFilters"] = .array(exportFilters.map { .string($0.name) })
        object["why"] = .string(why)
        return object
    }
}
