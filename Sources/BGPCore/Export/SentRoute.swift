/// What a group's peers are told of a destination: which attributes, whose, and what filters change on them.
///
/// The peer that is the source itself is told nothing, so one record serves all peers of the group.
struct SentRoute: Hashable, Sendable {
    var attributes: AttributeHandle
    /// The peer the route is from; ``RoutePath/local``.
    var source: UInt32
    /// The filter's operations, as a number of the group's ``OperationTable``.
    var operations: UInt32

    static let none = SentRoute(attributes: .none, source: 0, operations: 0)

    @inline(__always)
    var isNone: Bool { attributes.isNone }
}

/// One of several routes to a destination that a group's peers are told (RFC 7911).
struct SentPath: Hashable, Sendable {
    /// The path identifier that is sent.
    var pathID: UInt32
    var route: SentRoute
}
