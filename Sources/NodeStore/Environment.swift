internal import CLMDB
internal import CLinux
internal import Glibc

/// An open LMDB environment: the data file and the lock file of one directory.
struct Environment: ~Copyable {
    let handle: OpaquePointer
    let directory: String
    /// Of the data file.
    let identity: FileIdentity

    /// Opens files that ``StoreDirectory`` found fit; `identity` is that of the data file it looked at.
    init(opening directory: String, _ identity: FileIdentity) throws(NodeStoreError) {
        // Before LMDB sees the files: closing a second handle would drop the first one's lock.
        guard clinux_mark_open(identity.device, identity.inode) == 0 else {
            throw errno == EBUSY ? .alreadyOpen(directory: directory) : .system("open", directory, errno)
        }
        var environment: OpaquePointer?
        var code = mdb_env_create(&environment)
        if code == 0 { code = directory.withCString { mdb_env_open(environment, $0, Self.flags, 0o600) } }
        var status = stat()
        if code == 0 {
            let descriptor = Self.descriptor(of: environment)
            // LMDB leaves the data file open across exec(2).
            if clinux_set_cloexec(descriptor) < 0 || fstat(descriptor, &status) < 0 { code = errno }
        }
        guard code == 0, let environment, identity == FileIdentity(status) else {
            mdb_env_close(environment)
            clinux_mark_closed(identity.device, identity.inode)
            guard code != 0 else { throw .failed(operation: "open", path: directory, reason: "data.mdb was replaced just now; try again") }
            throw .lmdb("open", directory, code)
        }
        handle = environment
        self.directory = directory
        self.identity = identity
    }

    deinit {
        mdb_env_close(handle)
        clinux_mark_closed(identity.device, identity.inode)
    }

    /// Makes both files, with an empty store in them.
    static func create(in directory: String, _ limits: StoreLimits) throws(NodeStoreError) {
        var environment: OpaquePointer?
        defer { mdb_env_close(environment) }
        var code = mdb_env_create(&environment)
        if code == 0 { code = mdb_env_set_mapsize(environment, limits.mapSize) }
        if code == 0 { code = directory.withCString { mdb_env_open(environment, $0, flags, 0o600) } }
        guard code == 0, let environment else { throw .lmdb("make the node store in", directory, code) }
        // The whole length at once: no page of the map lies past the end of the file, ever.
        let file = descriptor(of: environment)
        guard ftruncate(file, off_t(limits.mapSize)) == 0 else { throw .system("extend", directory + "/data.mdb", errno) }
        let pages = min(limits.reservedPages + limits.reserveStep, UInt64(limits.mapSize / Int(getpagesize())))
        guard clinux_reserve_blocks(file, 0, Int64(pages) * Int64(getpagesize())) == 0 else {
            throw .system("allocate", directory + "/data.mdb", errno)
        }
        let (handle, outcome) = begin(in: environment, .write)
        var transaction = try Transaction(handle, outcome, directory)
        transaction.state.reservedPages = pages
        try transaction.commit()
    }

    /// Begins a transaction: its handle, or nil with LMDB's code. A write transaction first waits for its turn.
    func begin(_ mode: Transaction.Mode) -> (OpaquePointer?, Int32) { Self.begin(in: handle, mode) }

    /// The descriptor of the data file.
    var descriptor: Int32 { Self.descriptor(of: handle) }

    /// The data file as its newest commit has it.
    var fill: MapFill {
        var info = MDB_envinfo()
        var status = MDB_stat()
        mdb_env_info(handle, &info)
        mdb_env_stat(handle, &status)
        return MapFill(pages: UInt64(info.me_last_pgno) + 1, pageSize: UInt64(status.ms_psize), mapSize: UInt64(info.me_mapsize))
    }

    /// Frees reader slots of processes that are gone, and with them the old pages they keep.
    func dropDeadReaders() {
        var dropped: Int32 = 0
        mdb_reader_check(handle, &dropped)
    }

    private static func begin(in environment: OpaquePointer, _ mode: Transaction.Mode) -> (OpaquePointer?, Int32) {
        var transaction: OpaquePointer?
        let code = mdb_txn_begin(environment, nil, mode == .read ? UInt32(MDB_RDONLY) : 0, &transaction)
        return (transaction, code)
    }

    private static var flags: UInt32 { UInt32(MDB_NOSYNC | MDB_NOTLS) }

    private static func descriptor(of environment: OpaquePointer?) -> Int32 {
        var descriptor: mdb_filehandle_t = -1
        mdb_env_get_fd(environment, &descriptor)
        return descriptor
    }
}

extension FileIdentity {
    init(_ status: stat) { self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) }
}
