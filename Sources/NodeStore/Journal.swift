/// What the cluster has not acknowledged yet.
public struct Journal: Hashable, Sendable {
    /// Ascending in ``JournalEntry/sequence``, at most one for each attachment.
    public let entries: [JournalEntry]
    /// Whether older entries were dropped because nobody acknowledged them: everything has to be compared, then acknowledged.
    public let isTruncated: Bool
}
