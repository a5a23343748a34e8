/// What a transaction came to.
public struct TransactionOutcome: Hashable, Sendable {
    /// Whether all conditions were met, so that `success` was done and not `failure`.
    public var succeeded: Bool
    /// The store's revision after the transaction: its own when it changed something.
    public var revision: Int64
    /// One for each step that was done, in order.
    public var results: [KeyValueOperationResult]

    public init(succeeded: Bool, revision: Int64, results: [KeyValueOperationResult]) {
        self.succeeded = succeeded
        self.revision = revision
        self.results = results
    }
}
