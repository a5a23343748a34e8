internal import CLinux
public import Glibc

/// An open file, closed when the value ends.
public struct FileDescriptor: ~Copyable {
    public let number: Int32

    /// Always close-on-exec.
    ///
    /// - Parameter mode: Permission bits of a file that gets made.
    public init(opening path: String, _ flags: Int32, mode: UInt32 = 0o600) throws(LMDBError) {
        number = path.withCString { clinux_open($0, flags, mode) }
        guard number >= 0 else { throw .file(operation: "open", path: path, code: errno) }
    }

    /// Opens a file to read it; nil when there is none.
    public init?(ifPresent path: String) throws(LMDBError) {
        let descriptor = path.withCString { clinux_open($0, O_RDONLY, 0) }
        if descriptor < 0 {
            guard errno == ENOENT || errno == ENOTDIR else { throw .file(operation: "open", path: path, code: errno) }
            return nil
        }
        number = descriptor
    }

    deinit { close(number) }

    /// Up to `limit` octets from the start.
    public func read(limit: Int, path: String) throws(LMDBError) -> [UInt8] {
        var failure: Int32 = 0
        let octets = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let got = pread(number, buffer.baseAddress, limit, 0)
            if got < 0 { failure = errno }
            count = max(0, got)
        }
        guard failure == 0 else { throw .file(operation: "read", path: path, code: failure) }
        return octets
    }

    public func status(path: String) throws(LMDBError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .file(operation: "stat", path: path, code: errno) }
        return status
    }
}
