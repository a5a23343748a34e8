/// A route on its way into a message.
struct ChunkEntry: Sendable {
    var destination: UInt32
    /// 0 without path identifiers.
    var pathID: UInt32
    /// None for a withdrawal.
    var route: SentRoute
    var previous: PreviousHolders
    /// The next entry of the same bucket, plus 1; 0 at the end.
    var next: UInt32 = 0
}

/// Entries that go into the same messages: equal attributes from the same peer, or withdrawals with the same previous holders.
struct ChunkBucket: Sendable {
    var route: SentRoute
    var previous: PreviousHolders
    var first: UInt32
    var last: UInt32
    /// The bucket before it in the same slot, plus 1.
    var chained: UInt32

    var isWithdrawal: Bool { route.isNone }

    /// The peer that gets nothing of it: the source, or who had been the source.
    var excluded: UInt32 { isWithdrawal ? previous.value : route.source }
}
