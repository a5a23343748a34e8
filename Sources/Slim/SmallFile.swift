internal import CLinux
internal import Glibc

/// Small files that other processes read while they change: written whole or not at all.
public enum SmallFile {
    /// Why a file could not be written.
    public struct WriteError: Error, Sendable {
        /// "create", "write", "sync" or "rename".
        public let step: StaticString
        public let path: String
        /// `errno`.
        public let code: Int32

        /// The system's words for ``code``.
        public var reason: String { String(cString: strerror(code)) }
    }

    /// Writes `text` beside `path`, syncs it and renames it over `path`; makes missing folders, mode 0755.
    public static func replace(_ path: String, with text: String, mode: UInt32 = 0o644) throws(WriteError) {
        let temporary = "\(path).\(getpid()).tmp"
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { makeFolders(String(path[..<slash])) }
        let descriptor = clinux_open(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode)
        guard descriptor >= 0 else { throw WriteError(step: "create", path: temporary, code: errno) }
        var failure: WriteError?
        if !StandardStreams.writeAll(descriptor, text) { failure = WriteError(step: "write", path: temporary, code: errno) }
        if failure == nil, fsync(descriptor) != 0 { failure = WriteError(step: "sync", path: temporary, code: errno) }
        close(descriptor)
        if failure == nil, rename(temporary, path) != 0 { failure = WriteError(step: "rename", path: path, code: errno) }
        guard let failure else { return }
        unlink(temporary)
        throw failure
    }

    /// Removes a file; not there is as good.
    @discardableResult
    public static func remove(_ path: String) -> Bool { unlink(path) == 0 || errno == ENOENT }

    /// mkdir -p; what fails shows in the write that follows.
    public static func makeFolders(_ path: String, mode: UInt32 = 0o755) {
        if mkdir(path, mode) == 0 || errno != ENOENT { return }
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        makeFolders(String(path[..<slash]), mode: mode)
        mkdir(path, mode)
    }
}
