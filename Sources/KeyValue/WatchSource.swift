/// Where a ``KeyValueWatch`` gets its batches: what an implementation of the store provides.
public protocol WatchSource: Sendable {
    /// See ``KeyValueWatch/next()``.
    func next() async throws(KeyValueError) -> WatchBatch?

    /// Called from any thread, more than once; lets go of everything.
    func cancel()
}
