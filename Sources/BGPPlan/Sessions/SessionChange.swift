/// What is different about a session that was there before.
public struct SessionChange: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Port, AS numbers, source, password, hop limit or gateway: the session has to be made anew.
    public static let connection = SessionChange(rawValue: 1)
    /// Who connects: of no concern to a session that is up.
    public static let dialing = SessionChange(rawValue: 2)
    /// Hold time, keepalive time or restart time: they are agreed on when a session begins.
    public static let timers = SessionChange(rawValue: 4)
    /// Filters, next hop, reflection, own AS numbers in paths: can be changed while the session is up.
    public static let policy = SessionChange(rawValue: 8)
    /// What people read: origin, resource, the node's name, whether the peer is a reflector.
    public static let labels = SessionChange(rawValue: 16)

    /// Nothing but ``labels``.
    public var isLabelsOnly: Bool { self == .labels }
}

extension SessionPlan {
    /// What is different from an older plan for the same address.
    public func changes(from old: SessionPlan) -> SessionChange {
        var change: SessionChange = []
        if port != old.port || localAS != old.localAS || remoteAS != old.remoteAS || source != old.source || maximumHops != old.maximumHops
            || gateway != old.gateway || password != old.password || address != old.address
        {
            change.insert(.connection)
        }
        if isPassive != old.isPassive { change.insert(.dialing) }
        if restartTime != old.restartTime || keepaliveTime != old.keepaliveTime || holdTime != old.holdTime { change.insert(.timers) }
        if isClient != old.isClient || nextHop != old.nextHop || allowedOwnAS != old.allowedOwnAS || importFilters != old.importFilters
            || exportFilters != old.exportFilters
        {
            change.insert(.policy)
        }
        if origin != old.origin || resource != old.resource || isReverse != old.isReverse || remoteNode != old.remoteNode
            || isReflector != old.isReflector
        {
            change.insert(.labels)
        }
        return change
    }
}
