public import JSON

/// One message of an answer: all of it, or a piece of a list.
public enum AnswerFrame: Hashable, Sendable {
    case whole(NodeAnswer)
    /// Routes, and whether another piece follows.
    case piece([RouteReportEntry], more: Bool)

    /// The message: `ok`, and the answer's member.
    public var json: JSONValue {
        var object = JSONObject()
        switch self {
        case .whole(.failure(let error)):
            object.append("ok", false)
            object.append("error", .text(error))
            return .object(object)
        case .whole(.status(let report)): object.append("status", report.json)
        case .whole(.settings(let settings)): object.append("settings", .array(settings.map(\.json)))
        case .whole(.health(let report)): object.append("health", report.json)
        case .whole(.done(let words)): object.append("message", .text(words))
        case .whole(.routes(let entries)): return Self.piece(entries, more: false).json
        case .piece(let entries, let more):
            object.append("items", .array(entries.map(\.json)))
            object.append("more", .bool(more))
        }
        return .object(JSONObject(distinct: [("ok", true)] + object.members))
    }

    /// Reads a message. Members that are not known are ignored.
    ///
    /// - Throws: ``MessageError`` when a member is missing or wrong.
    public init(json: JSONValue) throws(MessageError) {
        let members = try Members(json, of: "the answer")
        guard try members.bool("ok") else {
            self = .whole(.failure(try members.string("error")))
            return
        }
        if members.object["items"] != nil {
            let entries = try members.list("items", each: "route") { value, place throws(MessageError) in
                try RouteReportEntry(json: value, place: place)
            }
            self = .piece(entries, more: try members.bool("more"))
        } else if let status = members.object["status"] {
            self = .whole(.status(try NodeStatusReport(json: status)))
        } else if members.object["settings"] != nil {
            let settings = try members.list("settings", each: "setting") { value, place throws(MessageError) in
                try SettingReport(json: value, place: place)
            }
            self = .whole(.settings(settings))
        } else if let health = members.object["health"] {
            self = .whole(.health(try HealthReport(json: health)))
        } else {
            self = .whole(.done(try members.string("message")))
        }
    }
}
