internal import Glibc

/// Finds the files that are meant by a path.
enum FileTree {
    private static let endings = [".yaml", ".yml", ".json"]

    /// The path itself when it is no folder; else the folder's files with documents, sorted by their paths.
    static func files(at path: String, recursive: Bool) throws(DocumentError) -> [String] {
        guard let status = status(of: path) else { throw DocumentError(file: path, reason: "cannot be read: \(String(cString: strerror(errno)))") }
        guard isFolder(status) else { return [path] }
        var files: [String] = []
        var folders = [path]
        // A symbolic link may lead back up.
        var visited: Set<FileIdentity> = [FileIdentity(status)]
        while let folder = folders.popLast() {
            for name in try names(in: folder) {
                let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
                // What is gone meanwhile, and links to nowhere, are not meant.
                guard let status = self.status(of: path) else { continue }
                if isFolder(status) {
                    if recursive, visited.insert(FileIdentity(status)).inserted { folders.append(path) }
                } else if endings.contains(where: { name.hasSuffix($0) }) {
                    files.append(path)
                }
            }
        }
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private struct FileIdentity: Hashable {
        let device: UInt
        let node: UInt

        init(_ status: stat) {
            device = UInt(status.st_dev)
            node = UInt(status.st_ino)
        }
    }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

    private static func names(in folder: String) throws(DocumentError) -> [String] {
        guard let stream = opendir(folder) else {
            throw DocumentError(file: folder, reason: "the folder cannot be listed: \(String(cString: strerror(errno)))")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
