internal import JSON

/// Whether the daemon lives and is ready.
public struct HealthReport: Hashable, Sendable {
    public var isLive: Bool
    public var isReady: Bool
    public var parts: [PartReport]

    public init(isLive: Bool, isReady: Bool, parts: [PartReport]) {
        self.isLive = isLive
        self.isReady = isReady
        self.parts = parts
    }
}

extension HealthReport {
    init(json: JSONValue) throws(MessageError) {
        let members = try Members(json, of: "the health report")
        self.init(
            isLive: try members.bool("isLive"), isReady: try members.bool("isReady"),
            parts: try members.list("parts", each: "part") { value, place throws(MessageError) in try PartReport(json: value, place: place) })
    }

    var json: JSONValue { ["isLive": .bool(isLive), "isReady": .bool(isReady), "parts": .array(parts.map(\.json))] }
}
