/// One thing the cluster has to hear of this node.
public struct JournalEntry: Hashable, Sendable {
    public enum Operation: UInt8, Hashable, Sendable {
        /// Recorded or changed; ``JournalEntry/attachment`` is how it stands now.
        case added = 1
        /// Released; ``JournalEntry/attachment`` is how it stood at the end.
        case removed = 2

        /// "added" or "removed".
        public var name: String { self == .added ? "added" : "removed" }
    }

    /// Ascending; the newest entry of an attachment replaces its earlier one.
    public let sequence: UInt64
    public let operation: Operation
    public let attachment: Attachment
}
