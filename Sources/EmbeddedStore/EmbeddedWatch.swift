internal import KeyValue
internal import LMDB
internal import Synchronization

/// One watch on an ``EmbeddedStore``: reads the history at its own pace and sleeps at its end.
final class EmbeddedWatch: WatchSource {
    private let store: EmbeddedStore
    private let signal: ProgressSignal
    private let member: ProgressSignal.Member
    private let range: KeyRange
    private let limits: WatchLimits
    /// Events up to here were handed out.
    private let place: Mutex<Int64>

    init(_ store: EmbeddedStore, _ range: KeyRange, after revision: Int64, _ limits: WatchLimits) {
        self.store = store
        signal = store.signal
        member = signal.join()
        self.range = range
        self.limits = limits
        place = Mutex(revision)
    }

    func next() async throws(KeyValueError) -> WatchBatch? {
        while !Task.isCancelled, signal.isMember(member) {
            let place = place.withLock { $0 }
            let (batch, seen) = try await store.run(.reading) { [range, limits] (store) throws(KeyValueError) in
                try store.read { (transaction) throws(KeyValueError) in
                    (try transaction.events(in: range, after: place, limits), Int64(clamping: transaction.records.number))
                }
            }
            if let batch {
                self.place.withLock { $0 = batch.revision }
                return batch
            }
            if let failure = store.watchFailure { throw failure }
            if signal.newest > seen { try await settle() }
            await signal.wait(beyond: seen, as: member)
        }
        return nil
    }

    func cancel() { signal.leave(member) }

    /// The file's header tells of a commit that LMDB does not show to readers yet: its writer is about to tell them, or died before it did.
    private func settle() async throws(KeyValueError) {
        do throws(KeyValueError) {
            try await store.run(.writing) { (store) throws(KeyValueError) in try store.settle() }
        } catch .busy {
            // Whoever holds the lock that long will change the file when it goes on.
            await signal.wait(beyond: signal.newest, as: member)
        }
    }
}
