public import BGPWire

/// What routes lead to beside routes; taken from ``RoutingCore`` by the driver.
public enum RouteEvent: Hashable, Sendable {
    /// The peer announced its last route of the family after the session began (RFC 4724 §2).
    case endOfRIB(PeerIndex, AddressFamily)
    /// The percentage of the limit was reached.
    case prefixWarning(PeerIndex, AddressFamily, count: UInt32, limit: UInt32)
    /// The limit was passed; the session is to end when the action says so.
    case prefixLimit(PeerIndex, AddressFamily, MaximumPrefixes)
    /// Attributes were malformed (RFC 7606).
    case fault(PeerIndex, AttributeFault)
}
