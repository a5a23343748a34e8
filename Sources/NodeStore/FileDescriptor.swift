internal import CLinux
internal import Glibc

/// An open file, closed when the value ends.
struct FileDescriptor: ~Copyable {
    let number: Int32

    /// Always close-on-exec.
    ///
    /// - Parameter mode: Permission bits of a file that gets made.
    init(opening path: String, _ flags: Int32, mode: mode_t = 0o600) throws(NodeStoreError) {
        number = path.withCString { clinux_open($0, flags, mode) }
        guard number >= 0 else { throw .system("open", path, errno) }
    }

    /// Opens a file to read it; nil when there is none.
    init?(ifPresent path: String) throws(NodeStoreError) {
        let descriptor = path.withCString { clinux_open($0, O_RDONLY, 0) }
        if descriptor < 0 {
            guard errno == ENOENT || errno == ENOTDIR else { throw .system("open", path, errno) }
            return nil
        }
        number = descriptor
    }

    deinit { close(number) }

    /// Up to `limit` octets from the start.
    func read(limit: Int, path: String) throws(NodeStoreError) -> [UInt8] {
        var failure: Int32 = 0
        let octets = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let got = pread(number, buffer.baseAddress, limit, 0)
            if got < 0 { failure = errno }
            count = max(0, got)
        }
        guard failure == 0 else { throw .system("read", path, failure) }
        return octets
    }

    func status(path: String) throws(NodeStoreError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .system("stat", path, errno) }
        return status
    }
}
