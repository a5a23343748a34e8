/// The changes in a range of keys from a revision on, in order, each once.
///
/// The consumer pulls: nothing is collected for one that is slow. One that falls behind the kept history gets
/// ``KeyValueError/compacted(oldest:)``, lists anew and watches from there. One task at a time asks for the next batch.
public final class KeyValueWatch: Sendable {
    /// Events come for revisions greater than this.
    public let start: Int64
    private let source: any WatchSource

    public init(start: Int64, source: any WatchSource) {
        self.start = start
        self.source = source
    }

    deinit { source.cancel() }

    /// The next batch, as soon as there is one; nil when the watch or the task was cancelled.
    ///
    /// - Throws: ``KeyValueError/compacted(oldest:)``, ``KeyValueError/closed``, or what went wrong with the store. The watch is over then.
    public func next() async throws(KeyValueError) -> WatchBatch? { try await source.next() }

    /// Ends the watch: who waits in ``next()`` gets nil.
    public func cancel() { source.cancel() }
}

extension KeyValueWatch: AsyncSequence {
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let watch: KeyValueWatch

        public func next() async throws(KeyValueError) -> WatchBatch? { try await watch.next() }

        public func next(isolation actor: isolated (any Actor)?) async throws(KeyValueError) -> WatchBatch? { try await watch.next() }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(watch: self) }
}
