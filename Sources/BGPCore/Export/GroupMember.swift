/// A peer as reader of its group's changes.
struct GroupMember: Sendable {
    let peer: UInt32
    /// The position in the journal it has heard everything before.
    var cursor: Int
    /// The next destination of a whole walk through the table; nil when it is not on one.
    var walk: Int? = 0
    /// Destinations to be told again for this peer alone, after its policy changed; each counts as pending in the table.
    var catchUp: [CatchUp] = []
    var isWritable = true
    /// The walk answers a route refresh: tell its beginning and its end (RFC 7313 §4).
    var tellsRefresh = false
    var hasToldBeginning = false
    /// End-of-RIB goes out after the walk.
    var owesEndOfRIB = true

    /// A destination, and which of its paths.
    struct CatchUp: Hashable, Sendable {
        let destination: UInt32
        let pathID: UInt32
    }

    init(peer: UInt32, cursor: Int) {
        self.peer = peer
        self.cursor = cursor
    }

    /// - Parameter tail: Of the journal.
    func hasWork(tail: Int) -> Bool { walk != nil || !catchUp.isEmpty || cursor < tail }
}
