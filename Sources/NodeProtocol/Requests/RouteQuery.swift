public import Addresses
internal import JSON

/// Which routes are asked for.
public struct RouteQuery: Hashable, Sendable {
    /// Which table they are looked up in.
    public enum Direction: String, Hashable, Sendable, CaseIterable {
        /// The routing table: all paths of a prefix, the best marked.
        case best
        /// As peers told them, also those that filters refused.
        case received
        /// As they are told to a peer.
        case sent
        /// Those that are, or should be, in the kernel.
        case kernel
    }

    /// nil: both.
    public var family: IPAddress.Family?
    /// A session's name ("Mesh_10_0_0_7") or the peer's address; nil: all.
    public var peer: String?
    /// See ``selects(_:)``; nil: all.
    public var prefix: IPPrefix?
    public var direction: Direction
    /// Whether each entry tells in words why it is, or is not, in use.
    public var why: Bool

    public init(family: IPAddress.Family? = nil, peer: String? = nil, prefix: IPPrefix? = nil, direction: Direction = .best, why: Bool = false) {
        self.family = family
        self.peer = peer
        self.prefix = prefix
        self.direction = direction
        self.why = why
    }

    /// Whether ``family`` and ``prefix`` let a route through: a single address selects the routes that lead to it, a network the routes inside it.
    public func selects(_ route: IPPrefix) -> Bool {
        if let family, route.family != family { return false }
        guard let prefix else { return true }
        return prefix.length == prefix.family.bits ? route.contains(prefix.address) : prefix.contains(route)
    }
}

extension RouteQuery {
    init(_ members: borrowing Members) throws(MessageError) {
        self.init(
            family: try members.optional("family") { value throws(MessageError) in try members.family("family", value) },
            peer: try members.optionalString("peer"), prefix: try members.optionalPrefix("prefix"),
            direction: try members.optional("direction") { value throws(MessageError) in try members.choice("direction", value) } ?? .best,
            why: try members.optionalBool("why") ?? false)
    }

    func append(to object: inout JSONObject) {
        if let family { object.append("family", .integer(Int64(family.rawValue))) }
        if let peer { object.append("peer", .text(peer)) }
        if let prefix { object.append("prefix", .string("\(prefix)")) }
        object.append("direction", .string(direction.rawValue))
        if why { object.append("why", .bool(true)) }
    }
}
