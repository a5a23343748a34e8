internal import CLinux
internal import Glibc

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
    func prepare(creating: Bool) throws(NodeStoreError) -> FileIdentity {
        let own = try StoreStamp()
        if try !own.isIn(stamp, directory: path) {
            guard creating else { throw .absent(directory: path) }
            try create(own)
        }
        return try DataFileHeader.check(FileDescriptor(opening: data, O_RDONLY), directory: path)
    }

    /// The only step that removes or makes files, by one process at a time.
    private func create(_ own: StoreStamp) throws(NodeStoreError) {
        try makeDirectory(path)
        let turn = try FileDescriptor(opening: path + "/creation.lock", O_RDWR | O_CREAT)
        guard let step = DeadlineWait.permanentStep("waiting for \(path)/creation.lock") else { throw .system("lock", path, ENOMEM) }
        let code = wait.run(step) { flock(turn.number, LOCK_EX) == 0 ? 0 : errno }
        guard code == 0 else { throw .system("lock", path + "/creation.lock", code) }
        if try own.isIn(stamp, directory: path) { return }

        // LMDB writes the lock file through a mapping: on a full tmpfs that is SIGBUS. So the room is looked for first.
        let free = clinux_free_bytes(turn.number)
        guard free >= limits.minimumFree else { throw .diskFull(directory: path, free: free, needed: limits.minimumFree) }
        if try !isInUse() {
            for file in [data, lock] where unlink(file) < 0 && errno != ENOENT { throw .system("remove", file, errno) }
            try Environment.create(in: path, limits)
            try reserve(lock)
        }
        try own.write(to: stamp)
    }

    /// Whether a living process has the files open, although nothing vouches for them.
    private func isInUse() throws(NodeStoreError) -> Bool {
        var status = stat()
        guard stat(data, &status) == 0 else { return false }
        let identity = FileIdentity(status)
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
        let descriptor = try FileDescriptor(opening: file, O_RDWR)
        let length = try descriptor.status(path: file).st_size
        guard clinux_reserve_blocks(descriptor.number, 0, Int64(length)) == 0 else { throw .system("allocate", file, errno) }
    }

    /// `mkdir -p` with mode 0700.
    private func makeDirectory(_ directory: String) throws(NodeStoreError) {
        if mkdir(directory, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = directory.lastIndex(of: "/"), slash != directory.startIndex else {
            throw .system("make", directory, errno)
        }
        try makeDirectory(String(directory[..<slash]))
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw .system("make", directory, errno) }
    }
}
