internal import Addresses
public import JSON

extension NodeStatusReport {
    /// Reads the `status` member of an answer.
    ///
    /// - Throws: ``MessageError`` that names the member that is missing or wrong.
    public init(json: JSONValue) throws(MessageError) {
        let members = try Members(json, of: "the status report")
        self.init(
            node: try members.string("node"), version: try members.string("version"), pid: try members.number("pid"),
            startedAt: try members.number("startedAt"), asNumber: try members.number("asNumber"),
            routerID: try members.optionalString("routerID"), clusterID: try members.optionalString("clusterID"),
            addresses: try members.list("addresses", each: "address") { value, place throws(MessageError) in
                guard let text = value.string, let address = IPAddress(text) else {
                    throw MessageError("\(place) is \(Members.quoted(value.text)), not an address")
                }
                return address
            },
            parts: try members.list("parts", each: "part") { value, place throws(MessageError) in try PartReport(json: value, place: place) },
            conditions: try members.list("conditions", each: "condition") { value, place throws(MessageError) in
                try ConditionReport(json: value, place: place)
            },
            remarks: try members.list("remarks", each: "remark") { value, place throws(MessageError) in
                try RemarkReport(json: value, place: place)
            },
            peers: try members.list("peers", each: "peer") { value, place throws(MessageError) in try PeerReport(json: value, place: place) },
            routes: try RouteReport(json: members.object["routes"] ?? .null, place: "routes of the status report"),
            startedBefore: try members.string("startedBefore"))
    }

    /// The `status` member of an answer, and what `-o json` shows.
    public var json: JSONValue {
        var object = JSONObject()
        object.append("node", .text(node))
        object.append("version", .text(version))
        object.append("pid", .number(pid))
        object.append("startedAt", .number(startedAt))
        object.append("asNumber", .number(asNumber))
        object.append("routerID", ifAny: routerID.map { .text($0) })
        object.append("clusterID", ifAny: clusterID.map { .text($0) })
        object.append("addresses", .array(addresses.map { .string("\($0)") }))
        object.append("parts", .array(parts.map(\.json)))
        object.append("conditions", .array(conditions.map(\.json)))
        object.append("remarks", .array(remarks.map(\.json)))
        object.append("peers", .array(peers.map(\.json)))
        object.append("routes", routes.json)
        object.append("startedBefore", .text(startedBefore))
        return .object(object)
    }
}
