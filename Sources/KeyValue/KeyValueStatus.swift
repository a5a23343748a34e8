/// How a store stands.
public struct KeyValueStatus: Hashable, Sendable {
    /// What it is and where, for people: "LMDB in /var/lib/calico/datastore".
    public var name: String
    public var revision: Int64
    /// The oldest revision that a watch can begin after; nil when the store does not tell.
    public var oldestRevision: Int64?
    /// Number of keys; nil when the store does not tell.
    public var keys: Int?
    /// Octets that the data take up on disk or in memory; nil when the store does not tell.
    public var octets: Int64?
    /// The most octets they can take up; nil when there is no limit or the store does not tell.
    public var capacity: Int64?

    public init(name: String, revision: Int64, oldestRevision: Int64?, keys: Int?, octets: Int64?, capacity: Int64?) {
        self.name = name
        self.revision = revision
        self.oldestRevision = oldestRevision
        self.keys = keys
        self.octets = octets
        self.capacity = capacity
    }
}
