internal import Glibc
internal import KeyValue
internal import LMDB
internal import Synchronization

/// The open files of a store, and the synchronous calls on them. Usable by any thread.
final class OpenStore: @unchecked Sendable {
    // Unchecked: what changes is set before the store is shared, or guarded; LMDB's environment may be used by any thread.
    let directory: String
    let limits: EmbeddedStoreLimits
    /// nil only when nothing can be written and no process of this version ever wrote.
    let lock: StoreLock?
    /// Why nothing can be written; nil when it can.
    var readOnlyReason: String?
    private let environment: Environment
    private let wait = DeadlineWait(seconds: nil)
    private let step: UnsafePointer<CChar>
    private let idle = Mutex<[Reader]>([])
    private let writes = Atomic(0)

    /// A read transaction between two readings; used by one thread at a time.
    private final class Reader: @unchecked Sendable {
        var transaction: StoreTransaction

        init(_ transaction: consuming StoreTransaction) { self.transaction = transaction }
    }

    /// Opens files that ``StoreFolder`` found fit.
    init(
        _ directory: String, _ identity: DataFileIdentity, _ lock: StoreLock?, _ mode: EnvironmentMode, _ limits: EmbeddedStoreLimits
    ) throws(KeyValueError) {
        self.directory = directory
        self.limits = limits
        self.lock = lock
        guard let step = DeadlineWait.permanentStep("waiting for a lock of LMDB in \(directory)") else { throw .system("open", directory, ENOMEM) }
        self.step = step
        do throws(LMDBError) { environment = try Environment(opening: directory, identity, mode) } catch {
            throw .lmdb("open", directory, error)
        }
        if mode != .readOnlyUnlocked { environment.dropDeadReaders() }
        try read { _ in }
    }

    deinit {
        // Before the environment.
        idle.withLock { $0 = [] }
        free(UnsafeMutablePointer(mutating: step))
    }

    var dataFile: String { directory + "/data.mdb" }

    /// Whether another file is in the data file's place by now, or none.
    var isReplaced: Bool { DataFileIdentity(path: dataFile) != environment.identity }

    /// Runs `body` on a snapshot.
    func read<Answer>(_ body: (borrowing StoreTransaction) throws(KeyValueError) -> Answer) throws(KeyValueError) -> Answer {
        if isReplaced { throw .replacedFile(in: directory) }
        let isLocked = readOnlyReason != nil
        if isLocked { try lock?.acquire() }
        defer { if isLocked { lock?.release() } }
        let reader = try takeReader()
        defer { giveBack(reader) }
        try reader.transaction.load()
        return try body(reader.transaction)
    }

    /// Runs `body` in a write transaction and commits what it changed; throwing undoes it.
    ///
    /// `body` may run twice: once more after a want of room was relieved of what dead readers kept.
    func write<Answer>(_ body: (inout StoreTransaction) throws(KeyValueError) -> Answer) throws(KeyValueError) -> Answer {
        if let readOnlyReason { throw .readOnly(readOnlyReason) }
        try lock?.acquire()
        defer { lock?.release() }
        if isReplaced { throw .replacedFile(in: directory) }
        if writes.add(1, ordering: .relaxed).newValue.isMultiple(of: limits.readerCheckInterval) { environment.dropDeadReaders() }
        do throws(KeyValueError) {
            return try writeOnce(body)
        } catch .full {
            environment.dropDeadReaders()
            return try writeOnce(body)
        }
    }

    /// Makes the newest commit visible to readers, should its writer have died just then or not be quite there yet.
    func settle() throws(KeyValueError) {
        // LMDB puts a dead writer's house in order for the next one.
        if readOnlyReason == nil { try write { _ in } }
    }

    /// Refuses puts while only the room is left that deletes need.
    func checkRoom() throws(KeyValueError) {
        guard try isNearlyFull() else { return }
        environment.dropDeadReaders()
        guard try isNearlyFull() else { return }
        let fill = environment.fill
        throw .full(
            "the datastore in \(directory) uses its \(fill.mapSize >> 20) MiB but for a reserve that deletes may use; delete what is not needed, or "
                + "look for a process that reads it without end (it keeps old pages in use)")
    }

    /// Octets in use, and the most there can be.
    func size() -> (used: Int64, capacity: Int64) {
        let fill = environment.fill
        return (Int64(clamping: fill.pages * fill.pageSize), Int64(clamping: fill.mapSize))
    }

    private func isNearlyFull() throws(KeyValueError) -> Bool {
        let fill = environment.fill
        let pages = fill.mapSize / fill.pageSize
        let limit = pages - min(pages, max(limits.reservedPages, pages / 16))
        guard fill.pages > limit else { return false }
        let free = try read { (transaction) throws(KeyValueError) in
            do throws(LMDBError) { return try transaction.records.freePages() } catch { throw transaction.unreadable(error) }
        }
        return fill.pages - min(fill.pages, free) > limit
    }

    private func writeOnce<Answer>(_ body: (inout StoreTransaction) throws(KeyValueError) -> Answer) throws(KeyValueError) -> Answer {
        var transaction = StoreTransaction(try begin(.write), directory)
        try transaction.load()
        let answer = try body(&transaction)
        try transaction.commit(limits.history)
        return answer
    }

    private func begin(_ mode: RecordTransaction.Mode) throws(KeyValueError) -> RecordTransaction {
        do throws(LMDBError) {
            return try wait.run(step) { () throws(LMDBError) in try environment.begin(mode) }
        } catch { throw .lmdb("begin a transaction on", directory, error) }
    }

    /// A read transaction that shows the newest commit.
    private func takeReader() throws(KeyValueError) -> Reader {
        // One that was used before has its slot already: taking one needs a lock of LMDB.
        if let reader = idle.withLock({ $0.popLast() }), (try? reader.transaction.records.renew()) != nil { return reader }
        if let records = try? begin(.read) { return Reader(StoreTransaction(records, directory)) }
        environment.dropDeadReaders()
        return Reader(StoreTransaction(try begin(.read), directory))
    }

    private func giveBack(_ reader: Reader) {
        // From here on it keeps no old pages in use.
        reader.transaction.records.reset()
        idle.withLock { if $0.count < limits.idleReaders { $0.append(reader) } }
    }
}
