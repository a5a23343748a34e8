/// One peer's routes of one family, counted.
struct FamilyPeer: Sendable {
    /// The first of its paths, 0 for none.
    var firstPath: UInt32 = 0
    /// Paths received, refused ones included.
    var received: UInt32 = 0
    /// The group it is told routes in; nil while the session is down or has not this family.
    var group: Int?
    var limit: MaximumPrefixes?
    var hasWarned = false
    var isOverLimit = false
    /// How its routes are taken; nil while the session is down.
    var intake: RouteIntake?
}

/// How a peer's routes are taken in a session.
struct RouteIntake: Sendable {
    let rules: ImportRules
    /// The number of the rules: sets of attributes remember what came out for it.
    let number: UInt32
    let source: RouteSource
}
