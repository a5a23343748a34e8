internal import CLinux
internal import Glibc
internal import KeyValue
internal import LMDB

/// The directory of a store: `data.mdb`, `lock.mdb` (both LMDB's), `store.lock` (``StoreLock``).
///
/// `data.mdb` is the truth: it is made whole in a directory of its own and put in place by a rename, and never replaced
/// or repaired by this module.
struct StoreFolder {
    let path: String
    let patience: Duration?
    let limits: EmbeddedStoreLimits

    private var data: String { path + "/data.mdb" }
    private var lockFile: String { path + "/lock.mdb" }
    private var storeLock: String { path + "/store.lock" }
    private var draft: String { path + "/data.new" }

    /// Opens the store, to read only where nothing can be written.
    ///
    /// - Parameter creating: Makes the store where there is none.
    func open(creating: Bool) throws(KeyValueError) -> OpenStore {
        do throws(KeyValueError) {
            return try openToWrite(creating: creating)
        } catch .readOnly(let reason), .notPermitted(let reason) {
            return try openToRead(because: reason)
        }
    }

    private func openToWrite(creating: Bool) throws(KeyValueError) -> OpenStore {
        if try !isThere(data) {
            guard creating else { throw absent() }
            try makeFolder()
        }
        try refuseTwice()
        // LMDB opens these later, and a refusal then would come too late to go on reading.
        for file in [data, lockFile] where access(file, W_OK) < 0 && errno != ENOENT { throw .system("open \(file) for writing", path, errno) }
        let lock = try onFiles { () throws(LMDBError) in
            let file = try FileDescriptor(opening: storeLock, O_RDWR | O_CREAT)
            return StoreLock(file, path: storeLock, isShared: false, patience: patience)
        }
        let isMember = try isReady() ? lock.joinAtOnce() : false
        if !isMember {
            try lock.acquire()
            defer { lock.release() }
            try lock.join { () throws(KeyValueError) in
                try makeLockFile()
                if try !isThere(data) {
                    guard creating else { throw absent() }
                    try create()
                }
            }
            guard try isReady() else {
                throw .failed("files in \(path) were removed while other processes have the datastore open; end them all and start them again")
            }
        }
        return try OpenStore(path, try check(extending: true), lock, .durable, limits)
    }

    private func openToRead(because reason: String) throws(KeyValueError) -> OpenStore {
        guard try isThere(data) else { throw .absent("\(reason). There is no datastore in \(path) either") }
        let lock = try onFiles { () throws(LMDBError) -> StoreLock? in
            guard let file = try FileDescriptor(ifPresent: storeLock) else { return nil }
            return StoreLock(file, path: storeLock, isShared: true, patience: patience)
        }
        let store = try OpenStore(path, try check(extending: false), lock, .readOnlyUnlocked, limits)
        store.readOnlyReason = reason
        return store
    }

    private func absent() -> KeyValueError {
        .absent("there is no datastore in \(path) (no data.mdb); start calico-node, or name the directory it uses (CALICO_STATE_DIR)")
    }

    /// Whether there is such a file; that it cannot be told is an error.
    private func isThere(_ file: String) throws(KeyValueError) -> Bool {
        var status = stat()
        if stat(file, &status) == 0 { return true }
        guard errno == ENOENT || errno == ENOTDIR else { throw .system("look at \(file)", path, errno) }
        return false
    }

    /// Whether data file and lock file are there, the latter with all of its blocks: LMDB writes it through a mapping, where want of room is
    /// SIGBUS.
    private func isReady() throws(KeyValueError) -> Bool {
        var status = stat()
        guard DataFileIdentity(path: data) != nil, stat(lockFile, &status) == 0 else { return false }
        return status.st_size > 0 && status.st_blocks * 512 >= status.st_size
    }

    /// Looks whether the data file can be mapped.
    ///
    /// - Parameter extending: Makes a copy that was put in place as long as its map again.
    private func check(extending: Bool) throws(KeyValueError) -> DataFileIdentity {
        let finding = try onFiles { () throws(LMDBError) in try DataFileHeader.look(at: FileDescriptor(opening: data, O_RDONLY), path: data) }
        switch finding {
        case .sound(let header, let length, let identity):
            guard length >= header.usedOctets else {
                throw .damagedFile(in: path, "it has \(length) octets instead of \(header.usedOctets) or more: it was cut off")
            }
            if extending, length < header.mapSize, let size = off_t(exactly: header.mapSize) {
                guard truncate(data, size) == 0 else { throw .system("extend \(data)", path, errno) }
            }
            return identity
        case .short(let length, let expected): throw .damagedFile(in: path, "it has \(length) octets instead of \(expected) or more: it was cut off")
        case .damaged(let reason): throw .damagedFile(in: path, reason)
        }
    }

    /// LMDB would drop the locks of the first opening when the second ends.
    private func refuseTwice() throws(KeyValueError) {
        guard let identity = DataFileIdentity(path: data) else { return }
        guard clinux_mark_open(identity.device, identity.inode) == 0 else {
            throw .lmdb("open", path, errno == EBUSY ? .alreadyOpen : .engine(errno))
        }
        clinux_mark_closed(identity.device, identity.inode)
    }
}

/// Making what is not there.
extension StoreFolder {
    private func makeFolder() throws(KeyValueError) {
        let made = try onFiles { () throws(LMDBError) in try Folder.make(path) }
        for directory in made {
            guard let slash = directory.lastIndex(of: "/") else { continue }
            try synchronize(slash == directory.startIndex ? "/" : String(directory[..<slash]))
        }
    }

    /// Makes LMDB's lock file, unless it is in order or somebody uses it; only while nobody has the store open.
    private func makeLockFile() throws(KeyValueError) {
        var status = stat()
        if stat(lockFile, &status) == 0 {
            if status.st_size == limits.lockFileSize, status.st_blocks * 512 >= status.st_size { return }
            if clinux_is_unlocked(lockFile) != 1 { return }
        }
        try onFiles { () throws(LMDBError) in
            let file = try FileDescriptor(opening: lockFile, O_RDWR | O_CREAT)
            let zeros = [UInt8](repeating: 0, count: limits.lockFileSize)
            let written = pwrite(file.number, zeros, zeros.count, 0)
            guard written == zeros.count, fsync(file.number) == 0 else {
                // A part of it was written: there is no room for the rest.
                let code = (0..<zeros.count).contains(written) ? ENOSPC : errno
                unlink(lockFile)
                throw .file(operation: "write", path: lockFile, code: code)
            }
        }
    }

    /// Makes the data file with an empty store in it.
    private func create() throws(KeyValueError) {
        clearDraft()
        guard mkdir(draft, 0o700) == 0 else { throw .system("make \(draft)", path, errno) }
        defer { clearDraft() }
        do throws(LMDBError) {
            // The environment is closed before its file is moved.
            let environment = try Environment(creatingIn: draft, mapSize: limits.mapSize, .durableUnlocked)
            var records = try environment.begin(.write)
            try records.put(StoreKey.state, StoreState().record)
            try records.commit()
            guard fsync(environment.descriptor) == 0 else { throw .file(operation: "synchronize", path: draft, code: errno) }
        } catch { throw .lmdb("make", path, error) }
        guard rename(draft + "/data.mdb", data) == 0 else { throw .system("put in place \(data)", path, errno) }
        try synchronize(path)
    }

    /// Removes what an earlier creation left that did not come to its end.
    private func clearDraft() {
        for name in ["/data.mdb", "/lock.mdb"] { unlink(draft + name) }
        rmdir(draft)
    }

    /// Makes the names in a directory durable.
    private func synchronize(_ directory: String) throws(KeyValueError) {
        try onFiles { () throws(LMDBError) in
            let file = try FileDescriptor(opening: directory, O_RDONLY | O_DIRECTORY)
            guard fsync(file.number) == 0 || errno == EINVAL else { throw .file(operation: "synchronize", path: directory, code: errno) }
        }
    }

    private func onFiles<Answer: ~Copyable>(_ body: () throws(LMDBError) -> Answer) throws(KeyValueError) -> Answer {
        do throws(LMDBError) { return try body() } catch { throw .lmdb("open", path, error) }
    }
}
