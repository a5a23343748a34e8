/// The type octet of a message (RFC 4271 §4.1, RFC 2918 §3).
public enum MessageKind: UInt8, Hashable, Sendable, CaseIterable {
    case open = 1
    case update
    case notification
    case keepalive
    case routeRefresh

    /// Octets of the shortest message, header included (RFC 4271 §4.2 to §4.5, RFC 2918 §3).
    public var minimumLength: Int {
        switch self {
        case .open: 29
        case .update, .routeRefresh: 23
        case .notification: 21
        case .keepalive: 19
        }
    }

    /// Octets of the longest message when `limit` was negotiated: OPEN and KEEPALIVE never grow (RFC 8654 §4).
    public func maximumLength(limit: Int) -> Int {
        switch self {
        case .open: min(limit, MessageHeader.defaultMaximumLength)
        case .keepalive: MessageHeader.size
        case .update, .notification, .routeRefresh: limit
        }
    }
}

extension MessageKind: CustomStringConvertible {
    public var description: String {
        switch self {
        case .open: "OPEN"
        case .update: "UPDATE"
        case .notification: "NOTIFICATION"
        case .keepalive: "KEEPALIVE"
        case .routeRefresh: "ROUTE-REFRESH"
        }
    }
}
