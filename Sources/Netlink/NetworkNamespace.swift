internal import CLinux
internal import Glibc

/// An open handle on a network namespace.
public struct NetworkNamespace: ~Copyable {
    /// Which namespace it is: the same numbers, the same namespace, as long as one handle is open.
    public struct Identity: Hashable, Sendable {
        public let device: UInt64
        public let inode: UInt64

        public init(device: UInt64, inode: UInt64) {
            self.device = device
            self.inode = inode
        }
    }

    public let descriptor: Int32
    public let identity: Identity

    /// Opens the namespace at `path` ("/var/run/netns/blue", "/proc/42/ns/net").
    /// - Throws: ENOENT when nothing is there, EINVAL when the file is no namespace (what is left of a removed one).
    public init(path: String) throws(KernelError) {
        let descriptor = clinux_open(path, O_RDONLY, 0)
        guard descriptor >= 0 else { throw .last("open network namespace \(path)") }
        var file = stat()
        guard clinux_is_network_namespace(descriptor) == 1, fstat(descriptor, &file) == 0 else {
            close(descriptor)
            throw KernelError(code: EINVAL, operation: "open network namespace \(path)", detail: "the file is not a namespace")
        }
        self.descriptor = descriptor
        identity = Identity(device: UInt64(file.st_dev), inode: UInt64(file.st_ino))
    }

    /// The namespace of the calling thread.
    public static func current() throws(KernelError) -> NetworkNamespace {
        try NetworkNamespace(path: "/proc/thread-self/ns/net")
    }

    deinit { close(descriptor) }

    /// Runs `body` with the calling thread inside this namespace, then goes back to `home`.
    ///
    /// setns(2) changes one thread: nothing in `body` may hop to another, so it is synchronous on purpose. When the way back
    /// fails, the thread stays where it is and the call throws: no further work may follow on it.
    public func inside<Answer>(
        from home: borrowing NetworkNamespace, _ body: () throws(KernelError) -> Answer
    ) throws(KernelError) -> Answer {
        try enter()
        let outcome: Result<Answer, KernelError>
        do { outcome = .success(try body()) } catch { outcome = .failure(error) }
        try home.enter()
        return try outcome.get()
    }

    /// Moves the calling thread into this namespace for good.
    public func enter() throws(KernelError) {
        guard clinux_setns_net(descriptor) == 0 else { throw .last("enter network namespace \(identity.inode)") }
    }
}
