internal import CLinux
internal import Glibc
internal import LMDB

/// The node's own record of who has which address, in LMDB on a tmpfs, written by many short processes at once.
///
/// One process opens a directory's store once and may share the object between threads; every call begins and ends its
/// transaction. The object closes the files when it ends.
public final class NodeStore: @unchecked Sendable {
    // Unchecked: all is constant, and LMDB's environment may be used by any thread (lmdb.h, mdb_env_open, MDB_NOTLS).

    /// As given.
    public let directory: String
    let limits: StoreLimits
    private let environment: Environment
    private let wait: DeadlineWait
    private let waitingStep: UnsafePointer<CChar>

    /// Opens the store in `directory`, which is made if it must be.
    ///
    /// - Parameters:
    ///   - directory: Absolute path, on a tmpfs.
    ///   - creating: false: a store that is absent, or of an earlier boot, is an error (``NodeStoreError/absent(directory:)``).
    ///   - lockWait: How long to wait for other writers.
    public convenience init(opening directory: String, creating: Bool = true, lockWait: LockWait = .standard) throws(NodeStoreError) {
        try self.init(opening: directory, creating: creating, lockWait: lockWait, limits: StoreLimits())
    }

    init(opening directory: String, creating: Bool, lockWait: LockWait, limits: StoreLimits) throws(NodeStoreError) {
        let wait = lockWait.deadline
        wait.setStep("opening the node store")
        let identity = try StoreDirectory(path: directory, wait: wait, limits: limits).prepare(creating: creating)
        let step = DeadlineWait.permanentStep("waiting for the write lock of \(directory)/lock.mdb")
        guard let step else { throw .system("open", directory, ENOMEM) }
        do throws(LMDBError) { environment = try Environment(opening: directory, identity, .volatile) } catch {
            throw .lmdb("open", directory, error)
        }
        waitingStep = step
        self.directory = directory
        self.limits = limits
        self.wait = wait
    }

    /// The store of this boot, or nil when there is none: nothing was ever claimed, nothing is there to release.
    public static func existing(in directory: String, lockWait: LockWait = .standard) throws(NodeStoreError) -> NodeStore? {
        do throws(NodeStoreError) {
            return try NodeStore(opening: directory, creating: false, lockWait: lockWait)
        } catch .absent {
            return nil
        }
    }

    /// Whether the directory holds another store by now, or none: a process that lives long opens it again then.
    public var isReplaced: Bool {
        DataFileIdentity(path: directory + "/data.mdb") != environment.identity
    }

    /// Octets free on the store's file system.
    var freeOctets: Int64 { clinux_free_bytes(environment.descriptor) }

    /// How full the data file is; inside a write transaction, as that transaction found it.
    var fill: MapFill { environment.fill }

    /// Allocates the blocks of the data file's pages up to `page`.
    func reserve(from page: UInt64, to end: UInt64, pageSize: UInt64) throws(NodeStoreError) {
        guard clinux_reserve_blocks(environment.descriptor, Int64(page * pageSize), Int64((end - page) * pageSize)) == 0 else {
            throw errno == ENOSPC ? diskFull(Int64((end - page) * pageSize)) : .system("allocate", directory + "/data.mdb", errno)
        }
    }

    func diskFull(_ needed: Int64) -> NodeStoreError { .diskFull(directory: directory, free: freeOctets, needed: needed) }

    /// Runs `body` in a write transaction and commits what it changed; throwing undoes it.
    ///
    /// `body` may run twice: once more after a full map was relieved of what dead readers kept. It does no I/O.
    func write<Value>(_ body: (inout Transaction) throws(NodeStoreError) -> Value) throws(NodeStoreError) -> Value {
        do throws(NodeStoreError) {
            do throws(NodeStoreError) {
                return try writeOnce(body)
            } catch .mapFull {
                environment.dropDeadReaders()
                return try writeOnce(body)
            }
        } catch .mapFull(_, used: 0, _) {
            let fill = environment.fill
            throw .mapFull(directory: directory, used: fill.pages * fill.pageSize, size: fill.mapSize)
        } catch .diskFull(_, _, let needed) {
            throw diskFull(needed)
        }
    }

    private func writeOnce<Value>(_ body: (inout Transaction) throws(NodeStoreError) -> Value) throws(NodeStoreError) -> Value {
        defer { wait.setStep("past a transaction on the node store") }
        let records: RecordTransaction
        do throws(LMDBError) {
            records = try wait.run(waitingStep) { () throws(LMDBError) in try environment.begin(.write) }
        } catch { throw unbegun(error) }
        wait.setStep("in a transaction on the node store")
        var transaction = Transaction(records, directory)
        try transaction.loadState()
        let value = try body(&transaction)
        try transaction.commit()
        return value
    }

    /// Runs `body` on a snapshot that neither waits for writers nor holds them up.
    func read<Value>(_ body: (borrowing Transaction) throws(NodeStoreError) -> Value) throws(NodeStoreError) -> Value {
        var transaction = Transaction(try snapshot(), directory)
        try transaction.loadState()
        return try body(transaction)
    }

    private func snapshot() throws(NodeStoreError) -> RecordTransaction {
        if let records = try? environment.begin(.read) { return records }
        environment.dropDeadReaders()
        do throws(LMDBError) { return try environment.begin(.read) } catch { throw unbegun(error) }
    }

    private func unbegun(_ error: LMDBError) -> NodeStoreError { .lmdb("begin a transaction on the node store in", directory, error) }
}
