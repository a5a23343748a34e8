/// A message that ends the session: what to send to the peer, and why in words.
public struct BGPError: Error, Hashable, Sendable {
    public let notification: NotificationMessage
    /// What was found and what was expected, with numbers.
    public let reason: String

    public init(_ notification: NotificationMessage, _ reason: String) {
        self.notification = notification
        self.reason = reason
    }

    static func header(_ error: MessageHeaderError, data: [UInt8] = [], _ reason: String) -> BGPError {
        BGPError(.header(error, data: data), reason)
    }

    static func open(_ error: OpenError, data: [UInt8] = [], _ reason: String) -> BGPError {
        BGPError(.open(error, data: data), reason)
    }

    static func update(_ error: UpdateError, data: [UInt8] = [], _ reason: String) -> BGPError {
        BGPError(.update(error, data: data), reason)
    }

    static func routeRefresh(_ error: RouteRefreshError, data: [UInt8] = [], _ reason: String) -> BGPError {
        BGPError(.routeRefresh(error, data: data), reason)
    }
}

extension BGPError: CustomStringConvertible {
    public var description: String { "\(reason); answered with \(notification)" }
}
