internal import CLinux
internal import Glibc
internal import LMDB

/// The directory of a store: `data.mdb`, `lock.mdb`, `boot-id`, `creation.lock`.
///
/// `boot-id` vouches for the two files: it holds the id of the boot and the PID namespace they were made in, and is put in place
/// last, by a rename. Without it, or with another boot's, they are void.
struct StoreDirectory {
    let path: String
    let wait: DeadlineWait
    let limits: StoreLimits

    private var stamp: String { path + "/boot-id" }
    private var data: String { path + "/data.mdb" }
    private var lock: String { path + "/lock.mdb" }

    /// Makes sure that there is a store of this boot and that its files can be mapped.
    ///
    /// - Returns: The data file's identity.
    /// - Throws: ``NodeStoreError/absent(directory:)`` when there is none and `creating` is false.
    func prepare(creating: Bool) throws(NodeStoreError) -> DataFileIdentity {
        let own = try StoreStamp()
        if try !own.isIn(stamp, directory: path) {
            guard creating else { throw .absent(directory: path) }
            try create(own)
        }
        return try DataFile.check(path)
    }

    /// The only step that removes or makes files, by one process at a time.
    private func create(_ own: StoreStamp) throws(NodeStoreError) {
        let turn = try NodeStoreError.onFiles { () throws(LMDBError) in
            try Folder.make(path)
            return try FileDescriptor(opening: path + "/creation.lock", O_RDWR | O_CREAT)
        }
        guard let step = DeadlineWait.permanentStep("waiting for \(path)/creation.lock") else { throw .system("lock", path, ENOMEM) }
        try NodeStoreError.onFiles { () throws(LMDBError) in
            try wait.run(step) { () throws(LMDBError) in
                guard flock(turn.number, LOCK_EX) == 0 else { throw .file(operation: "lock", path: path + "/creation.lock", code: errno) }
            }
        }
        if try own.isIn(stamp, directory: path) { return }

        // LMDB writes the lock file through a mapping: on a full tmpfs that is SIGBUS. So the room is looked for first.
        let free = clinux_free_bytes(turn.number)
        guard free >= limits.minimumFree else { throw .diskFull(directory: path, free: free, needed: limits.minimumFree) }
        if try !isInUse() {
            for file in [data, lock] where unlink(file) < 0 && errno != ENOENT { throw .system("remove", file, errno) }
            try DataFile.create(in: path, limits)
            try reserve(lock)
        }
        try own.write(to: stamp)
    }

    /// Whether a living process has the files open, although nothing vouches for them.
    private func isInUse() throws(NodeStoreError) -> Bool {
        guard let identity = DataFileIdentity(path: data) else { return false }
        // Looking at the lock file of a store that this very process has open would drop its lock.
        guard clinux_mark_open(identity.device, identity.inode) == 0 else { throw .alreadyOpen(directory: path) }
        defer { clinux_mark_closed(identity.device, identity.inode) }
        switch clinux_is_unlocked(lock) {
        case 0: return true
        case 1: return false
        case _ where errno == ENOENT: return false
        default: throw .system("look at", lock, errno)
        }
    }

    /// Allocates all blocks of a file, so that writing to it through a mapping cannot fail.
    private func reserve(_ file: String) throws(NodeStoreError) {
        try NodeStoreError.onFiles { () throws(LMDBError) in
            let descriptor = try FileDescriptor(opening: file, O_RDWR)
            let length = try descriptor.status(path: file).st_size
            guard clinux_reserve_blocks(descriptor.number, 0, Int64(length)) == 0 else {
                throw .file(operation: "allocate", path: file, code: errno)
            }
        }
    }
}
