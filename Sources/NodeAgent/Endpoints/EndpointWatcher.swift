internal import Dispatch
internal import Glibc
internal import NodeStore

/// Follows the node store: pods come and go by the hand of short-lived plugins, and each commit wakes this up (inotify(7)).
///
/// Everything happens on one serial queue, as the store's calls wait for locks. The store's journal tells what changed, and is emptied.
final class EndpointWatcher: @unchecked Sendable {
    // Unchecked: all that changes is touched on the queue only.
    private let directory: String
    private let post: @Sendable (EndpointUpdate) -> Void
    private let queue = DispatchQueue(label: "calico-endpoints")
    private var store: NodeStore?
    private var source: (any DispatchSourceRead)?
    private var retryDelay = 0
    private var isStopped = false
    private var lastFailure: String?

    /// - Parameters:
    ///   - directory: Of the node store; it is made when it is not there.
    ///   - post: Called on the queue.
    init(_ directory: String, post: @escaping @Sendable (EndpointUpdate) -> Void) {
        self.directory = directory
        self.post = post
    }

    func start() { queue.async { self.open() } }

    /// Returns when nothing is under way any more.
    func stop() {
        queue.sync {
            isStopped = true
            close()
        }
    }

    private func close() {
        source?.cancel()
        source = nil
        store = nil
    }

    private func open() {
        guard !isStopped else { return }
        unblockTick()
        do throws(NodeStoreError) {
            let store = try NodeStore(opening: directory, creating: true, lockWait: .unlimited)
            self.store = store
            try watch()
            try takeAll(store)
            retryDelay = 0
            lastFailure = nil
        } catch { fail("\(error)") }
    }

    /// LMDB's waits are kept alive by SIGALRM, which threads of a dispatch queue may have blocked.
    private func unblockTick() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGALRM)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    private func watch() throws(NodeStoreError) {
        let path = directory + "/data.mdb"
        let events = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard events >= 0 else { throw .failed(operation: "watch", path: path, reason: String(cString: strerror(errno))) }
        let mask = UInt32(IN_MODIFY) | UInt32(IN_ATTRIB) | UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF)
        guard inotify_add_watch(events, path, mask) >= 0 else {
            let code = errno
            Glibc.close(events)
            throw .failed(operation: "watch", path: path, reason: String(cString: strerror(code)))
        }
        // The folder may be moved or removed with the file in it.
        inotify_add_watch(events, directory, UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF) | UInt32(IN_ONLYDIR))
        let source = DispatchSource.makeReadSource(fileDescriptor: events, queue: queue)
        source.setEventHandler { [weak self] in
            withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { room in
                while read(events, room.baseAddress, room.count) > 0 {}
            }
            self?.look()
        }
        source.setCancelHandler { Glibc.close(events) }
        source.resume()
        self.source = source
    }

    private func look() {
        guard let store, !isStopped else { return }
        unblockTick()
        guard !store.isReplaced else {
            close()
            post(.replaced)
            return open()
        }
        do throws(NodeStoreError) {
            let journal = try store.takeJournal()
            guard !journal.isTruncated else { return try takeAll(store) }
            guard !journal.entries.isEmpty else { return recovered() }
            post(
                .changes(
                    journal.entries.map {
                        EndpointChange(key: $0.attachment.key, attachment: $0.operation == .added ? $0.attachment : nil)
                    }))
            recovered()
        } catch { fail("\(error)") }
    }

    private func takeAll(_ store: NodeStore) throws(NodeStoreError) {
        // First the journal, then the list: what comes in between is told twice, which does no harm.
        _ = try store.takeJournal()
        post(.all(try store.attachments()))
    }

    private func recovered() {
        retryDelay = 0
        lastFailure = nil
    }

    private func fail(_ words: String) {
        close()
        if words != lastFailure { post(.failed(words)) }
        lastFailure = words
        retryDelay = min(max(retryDelay * 2, 1), 30)
        queue.asyncAfter(deadline: .now() + .seconds(retryDelay)) { [weak self] in self?.open() }
    }
}
