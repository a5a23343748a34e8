internal import CLMDB
internal import CLinux
internal import Glibc

/// An open LMDB environment: the data file and the lock file of one directory.
public struct Environment: ~Copyable {
    /// Of the data file.
    public let identity: DataFileIdentity
    private let handle: OpaquePointer

    /// Opens files that were found fit; `identity` is that of the data file that was looked at.
    ///
    /// A process opens an environment once: closing a second handle of the lock file would drop the first one's lock.
    public init(opening directory: String, _ identity: DataFileIdentity, _ mode: EnvironmentMode) throws(LMDBError) {
        // Before LMDB sees the files.
        guard clinux_mark_open(identity.device, identity.inode) == 0 else { throw errno == EBUSY ? .alreadyOpen : .engine(errno) }
        do throws(LMDBError) {
            let (handle, found) = try Self.open(directory, mode, mapSize: nil)
            guard found == identity else {
                mdb_env_close(handle)
                throw .replaced
            }
            self.handle = handle
            self.identity = identity
        } catch {
            clinux_mark_closed(identity.device, identity.inode)
            throw error
        }
    }

    /// Makes both files where there are none, the data file sparse and at once as long as its map.
    ///
    /// - Parameter mapSize: Octets, a multiple of the page size.
    public init(creatingIn directory: String, mapSize: Int, _ mode: EnvironmentMode) throws(LMDBError) {
        let (handle, identity) = try Self.open(directory, mode, mapSize: mapSize)
        // So no page of the map lies past the end of the file, ever.
        guard ftruncate(Self.descriptor(of: handle), off_t(mapSize)) == 0 else {
            let code = errno
            mdb_env_close(handle)
            throw .file(operation: "extend", path: directory + "/data.mdb", code: code)
        }
        guard clinux_mark_open(identity.device, identity.inode) == 0 else {
            let code = errno
            mdb_env_close(handle)
            throw .engine(code)
        }
        self.handle = handle
        self.identity = identity
    }

    deinit {
        mdb_env_close(handle)
        clinux_mark_closed(identity.device, identity.inode)
    }

    /// Begins a transaction. A write transaction first waits for its turn, see ``DeadlineWait``.
    public func begin(_ mode: RecordTransaction.Mode) throws(LMDBError) -> RecordTransaction {
        var transaction: OpaquePointer?
        let code = mdb_txn_begin(handle, nil, mode == .read ? UInt32(MDB_RDONLY) : 0, &transaction)
        guard code == 0, let transaction else { throw .engine(code) }
        return try RecordTransaction(transaction)
    }

    /// The descriptor of the data file.
    public var descriptor: Int32 { Self.descriptor(of: handle) }

    /// The data file as its newest commit has it; inside a write transaction, as that transaction found it.
    public var fill: MapFill {
        var info = MDB_envinfo()
        var status = MDB_stat()
        mdb_env_info(handle, &info)
        mdb_env_stat(handle, &status)
        return MapFill(pages: UInt64(info.me_last_pgno) + 1, pageSize: UInt64(status.ms_psize), mapSize: UInt64(info.me_mapsize))
    }

    /// Frees reader slots of processes that are gone, and with them the old pages they keep.
    public func dropDeadReaders() {
        var dropped: Int32 = 0
        mdb_reader_check(handle, &dropped)
    }

    private static func open(
        _ directory: String, _ mode: EnvironmentMode, mapSize: Int?
    ) throws(LMDBError) -> (handle: OpaquePointer, identity: DataFileIdentity) {
        var environment: OpaquePointer?
        var code = mdb_env_create(&environment)
        if code == 0, let mapSize { code = mdb_env_set_mapsize(environment, mapSize) }
        if code == 0 { code = directory.withCString { mdb_env_open(environment, $0, mode.flags, 0o600) } }
        var status = stat()
        if code == 0 {
            let descriptor = descriptor(of: environment)
            // LMDB leaves the data file open across exec(2).
            if clinux_set_cloexec(descriptor) < 0 || fstat(descriptor, &status) < 0 { code = errno }
        }
        guard code == 0, let environment else {
            mdb_env_close(environment)
            throw .engine(code)
        }
        return (environment, DataFileIdentity(status))
    }

    private static func descriptor(of environment: OpaquePointer?) -> Int32 {
        var descriptor: mdb_filehandle_t = -1
        mdb_env_get_fd(environment, &descriptor)
        return descriptor
    }
}
