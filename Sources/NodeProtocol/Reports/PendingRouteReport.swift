public import Addresses
internal import JSON

/// A route that should be in the kernel and is not.
public struct PendingRouteReport: Hashable, Sendable {
    public var prefix: IPPrefix
    /// "no way to the next hop 10.0.0.7".
    public var reason: String

    public init(prefix: IPPrefix, reason: String) {
        self.prefix = prefix
        self.reason = reason
    }
}

extension PendingRouteReport {
    init(json: JSONValue, place: String) throws(MessageError) {
        let members = try Members(json, of: place)
        self.init(prefix: try members.prefix("prefix"), reason: try members.string("reason"))
    }

    var json: JSONValue { ["prefix": .string("\(prefix)"), "reason": .text(reason)] }
}
