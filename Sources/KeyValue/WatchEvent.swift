/// One change of one key.
public struct WatchEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case put, delete }

    public var kind: Kind
    /// The key as the change left it. Of a delete: the key, and the delete's revision as ``KeyValueEntry/modRevision``; the rest is
    /// empty and 0.
    public var entry: KeyValueEntry
    /// The key as it was before; nil when it was absent. The memory and embedded stores always tell it; etcd forgets it when
    /// that revision is compacted.
    public var previous: KeyValueEntry?

    public init(_ kind: Kind, _ entry: KeyValueEntry, previous: KeyValueEntry?) {
        self.kind = kind
        self.entry = entry
        self.previous = previous
    }

    /// The revision of the change.
    public var revision: Int64 { entry.modRevision }

    /// Whether the key was absent before.
    public var isCreation: Bool { kind == .put && entry.version == 1 }
}
