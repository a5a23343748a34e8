internal import Addresses
public import JSON

extension PeerReport {
    init(json: JSONValue, place: String) throws(MessageError) {
        let members = try Members(json, of: place)
        self.init(
            name: try members.string("name"), address: try members.address("address"), port: try members.number("port"),
            type: try members.choice("type"), resource: try members.optionalString("resource"),
            remoteNode: try members.optionalString("remoteNode"), remoteAS: try members.number("remoteAS"),
            state: try members.string("state"), sinceSeconds: try members.number("sinceSeconds"),
            uptimeSeconds: try members.optionalNumber("uptimeSeconds"), reason: try members.string("reason"),
            accepted: try members.number("accepted"), rejected: try members.number("rejected"), sent: try members.number("sent"),
            stale: try members.number("stale"), updatesIn: try members.number("updatesIn"), updatesOut: try members.number("updatesOut"),
            holdTime: try members.optionalNumber("holdTime"), isClient: try members.bool("isClient"))
        family = try members.family("family")
    }

    /// As it stands in the status report.
    public var json: JSONValue {
        var object = JSONObject()
        object.append("name", .text(name))
        object.append("address", .string("\(address)"))
        object.append("port", .number(port))
        object.append("family", .number(family.rawValue))
        object.append("type", .string(type.rawValue))
        object.append("resource", ifAny: resource.map { .text($0) })
        object.append("remoteNode", ifAny: remoteNode.map { .text($0) })
        object.append("remoteAS", .number(remoteAS))
        object.append("state", .text(state))
        object.append("sinceSeconds", .number(sinceSeconds))
        object.append("uptimeSeconds", ifAny: uptimeSeconds.map { .number($0) })
        object.append("reason", .text(reason))
        object.append("accepted", .number(accepted))
        object.append("rejected", .number(rejected))
        object.append("sent", .number(sent))
        object.append("stale", .number(stale))
        object.append("updatesIn", .number(updatesIn))
        object.append("updatesOut", .number(updatesOut))
        object.append("holdTime", ifAny: holdTime.map { .number($0) })
        object.append("isClient", .bool(isClient))
        return .object(object)
    }
}
