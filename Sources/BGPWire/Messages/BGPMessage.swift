/// A received message, decoded.
public enum BGPMessage: Sendable {
    case open(OpenMessage)
    case update(UpdateMessage)
    case notification(NotificationMessage)
    case keepalive
    case routeRefresh(RouteRefreshMessage)

    /// - Throws: The error that ends the session. A NOTIFICATION always decodes: it is never answered (RFC 4271 §6.4).
    public init(decoding frame: MessageFrame, options: DecodingOptions) throws(BGPError) {
        switch frame.kind {
        case .open: self = .open(try OpenMessage(decoding: frame.body))
        case .update: self = .update(try UpdateMessage(decoding: frame.body, options: options))
        case .notification: self = .notification(NotificationMessage(decoding: frame.body))
        case .keepalive: self = .keepalive
        case .routeRefresh: self = .routeRefresh(try RouteRefreshMessage(decoding: frame))
        }
    }
}
