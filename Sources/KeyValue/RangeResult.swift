/// What a range of keys holds.
public struct RangeResult: Hashable, Sendable {
    /// Ascending by key.
    public var entries: [KeyValueEntry]
    /// The store's revision at which this was so.
    public var revision: Int64
    /// Whether the limit left entries out; they are in `range.after(lastKey)`.
    public var hasMore: Bool

    public init(entries: [KeyValueEntry], revision: Int64, hasMore: Bool) {
        self.entries = entries
        self.revision = revision
        self.hasMore = hasMore
    }
}
