internal import Glibc

/// The directory that a store's files lie in.
public enum Folder {
    /// `mkdir -p` with mode 0700.
    ///
    /// - Returns: The directories that were made, the outermost first.
    @discardableResult
    public static func make(_ directory: String) throws(LMDBError) -> [String] {
        if mkdir(directory, 0o700) == 0 { return [directory] }
        if errno == EEXIST { return [] }
        guard errno == ENOENT, let slash = directory.lastIndex(of: "/"), slash != directory.startIndex else {
            throw .file(operation: "make", path: directory, code: errno)
        }
        let made = try make(String(directory[..<slash]))
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw .file(operation: "make", path: directory, code: errno) }
        return made + [directory]
    }
}
