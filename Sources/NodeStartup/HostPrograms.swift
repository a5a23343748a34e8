internal import Glibc
internal import Slim

/// Programs and files of the host that matter to a node, below a root that tests can move.
struct HostPrograms {
    /// "" for the machine itself.
    let root: String

    /// Names of the files in a folder; none when it cannot be read.
    func entries(_ folder: String) -> [String] {
        guard let directory = opendir(root + folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    func text(_ path: String) -> String? {
        (try? StandardStreams.readFile(root + path, limit: 64 << 20)).map { String(decoding: $0, as: UTF8.self) }
    }

    func has(_ path: String) -> Bool { access(root + path, F_OK) == 0 }

    /// Inodes of the sockets that listen on a TCP port, from a table of the kernel's (proc(5), /proc/net/tcp).
    func listeners(_ table: String, port: UInt16) -> [String] {
        (text(table) ?? "").split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            // State 0A is LISTEN (net/tcp_states.h).
            guard fields.count > 9, fields[3] == "0A", let local = fields[1].split(separator: ":").last else { return nil }
            return UInt16(local, radix: 16) == port ? String(fields[9]) : nil
        }
    }

    /// "bird (process 812)": who has the socket open; nil when nobody who can be seen has.
    func holder(ofSocket inode: String) -> String? {
        for process in entries("/proc") where process.utf8.allSatisfy({ (48...57).contains($0) }) {
            for file in entries("/proc/\(process)/fd") where link("/proc/\(process)/fd/\(file)") == "socket:[\(inode)]" {
                let name = text("/proc/\(process)/comm").map { $0.filter { $0 != "\n" } } ?? "unknown"
                return "\(name) (process \(process))"
            }
        }
        return nil
    }

    private func link(_ path: String) -> String? {
        var target = [CChar](repeating: 0, count: 256)
        let count = readlink(root + path, &target, target.count)
        return count > 0 ? String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    /// A file with one of these endings in one of the folders that names pods' interfaces together with a word.
    func isLeftAlone(in folders: [String], ending: String, word: String) -> Bool {
        folders.contains { folder in
            entries(folder).contains { name in
                guard name.hasSuffix(ending), let text = text("\(folder)/\(name)") else { return false }
                let settings = text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix(";") }.joined(separator: "\n")
                return settings.lowercased().contains(word) && settings.contains("cali")
            }
        }
    }
}
