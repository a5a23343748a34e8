internal import Glibc
internal import NodeProtocol
internal import Sockets

/// A listening unix socket and its file, which is removed only as long as it is this one.
struct SocketFile: Sendable {
    let path: String
    /// Bound and listening; whoever takes it closes it.
    let descriptor: Int32
    private let device: UInt64
    private let inode: UInt64

    /// Binds to `path`, mode 0660. What a daemon that ended left there is replaced.
    ///
    /// - Parameter group: Owns the file, so that its members can connect; nil: the process's own.
    /// - Throws: ``NodeServerFailure`` when somebody listens there, or something that is no socket is there.
    init(path: String, group: UInt32?) throws(NodeServerFailure) {
        guard var address = UnixAddress(path) else {
            throw NodeServerFailure(
                "cannot listen on \(path): \(path.utf8.count) octets, a socket's path has 1 to \(UnixAddress.longestPath); choose a shorter state folder"
            )
        }
        // Two daemons that start at once take turns, or one would take the other's new file for a stale one.
        let folder = try Self.lockedFolder(of: path)
        defer { close(folder) }
        try Self.removeStale(path, &address)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw NodeServerFailure("make a socket for \(path)", code: errno) }
        var isDone = false
        var isBound = false
        defer {
            if !isDone {
                close(descriptor)
                if isBound { unlink(path) }
            }
        }
        // bind(2) gives the file the socket's mode, less the umask: at no time is it open to more than it should be.
        guard fchmod(descriptor, 0o600) == 0 else { throw NodeServerFailure("set the mode of a socket for \(path)", code: errno) }
        guard address.withPointer({ bind(descriptor, $0, $1) }) == 0 else { throw NodeServerFailure("listen on \(path)", code: errno) }
        isBound = true
        if let group, chown(path, uid_t.max, group) != 0 { throw NodeServerFailure("give \(path) to group \(group)", code: errno) }
        guard chmod(path, 0o660) == 0 else { throw NodeServerFailure("set the mode of \(path)", code: errno) }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw NodeServerFailure("look at \(path)", code: errno) }
        guard listen(descriptor, 128) == 0 else { throw NodeServerFailure("listen on \(path)", code: errno) }
        isDone = true
        self.path = path
        self.descriptor = descriptor
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    /// Removes the file, unless another daemon has put its own there.
    func remove() {
        var status = stat()
        guard lstat(path, &status) == 0, UInt64(status.st_dev) == device, UInt64(status.st_ino) == inode else { return }
        unlink(path)
    }

    private static func lockedFolder(of path: String) throws(NodeServerFailure) -> Int32 {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
        let folder = (path.hasPrefix("/") ? "/" : "./") + parts.joined(separator: "/")
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let code = errno
            throw NodeServerFailure("cannot listen on \(path): the folder \(folder) cannot be opened: \(SystemText.error(code)); make it first")
        }
        while flock(descriptor, LOCK_EX) != 0 {
            let code = errno
            guard code == EINTR else {
                close(descriptor)
                throw NodeServerFailure("lock the folder \(folder)", code: code)
            }
        }
        return descriptor
    }

    private static func removeStale(_ path: String, _ address: inout UnixAddress) throws(NodeServerFailure) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            let code = errno
            guard code == ENOENT else { throw NodeServerFailure("look at \(path)", code: code) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw NodeServerFailure("cannot listen on \(path): something that is no socket is there; move it away")
        }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard probe >= 0 else { throw NodeServerFailure("make a socket to look at \(path)", code: errno) }
        defer { close(probe) }
        let answer = address.withPointer { connect(probe, $0, $1) }
        let code = errno
        // EAGAIN: somebody listens and is slow to accept.
        if answer == 0 || code == EAGAIN {
            let owner = PeerCredentials(socket: probe).flatMap { $0.processID > 0 ? " (process \($0.processID))" : nil } ?? ""
            throw NodeServerFailure(
                "cannot listen on \(path): another calico-node\(owner) answers there; stop it, or give this one a state folder of its own "
                    + "(CALICO_STATE_DIR)")
        }
        guard code == ECONNREFUSED else { throw NodeServerFailure("look who listens on \(path)", code: code) }
        guard unlink(path) == 0 || errno == ENOENT else { throw NodeServerFailure("remove the stale socket \(path)", code: errno) }
    }
}
