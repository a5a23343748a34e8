/// A prefix that routes lead to, or led to until every peer has heard otherwise.
struct Destination<Prefix: TablePrefix>: Sendable {
    var prefix: Prefix
    /// The first of its paths, 0 for none.
    var firstPath: UInt32 = 0
    /// The path selected when it was last looked at; 0 for none, and when that path is gone.
    var best: UInt32 = 0
    /// Groups of peers that have still to be told what changed.
    var pendingGroups: UInt16 = 0
    /// It waits to be looked at.
    var isDirty = false
    var isUsed = true
}
