internal import Synchronization

/// One watch on a ``MemoryStore``.
final class MemoryWatch: WatchSource {
    private let store: MemoryStore
    private let signal: ProgressSignal
    private let member: ProgressSignal.Member
    private let range: KeyRange
    /// Events up to here were handed out.
    private let place: Mutex<Int64>

    init(_ store: MemoryStore, _ range: KeyRange, after revision: Int64) {
        self.store = store
        signal = store.signal
        member = signal.join()
        self.range = range
        place = Mutex(revision)
    }

    func next() async throws(KeyValueError) -> WatchBatch? {
        while !Task.isCancelled, signal.isMember(member) {
            let place = place.withLock { $0 }
            if let batch = try read(after: place) { return batch }
            await signal.wait(beyond: place, as: member)
        }
        return nil
    }

    func cancel() { signal.leave(member) }

    private func read(after place: Int64) throws(KeyValueError) -> WatchBatch? {
        let batch = try store.contents.withLock { (contents) throws(KeyValueError) in
            try contents.checkOpen()
            return try contents.events(in: range, after: place, store.watchLimits)
        }
        if let batch { self.place.withLock { $0 = batch.revision } }
        return batch
    }
}
