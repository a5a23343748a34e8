internal import Glibc

/// Who listens on a TCP port of this network namespace, as /proc tells (proc(5)).
enum PortOwner {
    /// "nginx (process 4711)"; nil when nobody does, or it cannot be seen.
    static func words(port: UInt16) -> String? {
        let sockets = ["/proc/thread-self/net/tcp", "/proc/thread-self/net/tcp6"].flatMap { inodes(listeningOn: port, table: contents($0)) }
        guard !sockets.isEmpty else { return nil }
        for process in names(in: "/proc") where process.utf8.allSatisfy({ (48...57).contains($0) }) {
            let folder = "/proc/\(process)/fd"
            for descriptor in names(in: folder) {
                guard let target = link("\(folder)/\(descriptor)"), sockets.contains(where: { target == "socket:[\($0)]" }) else { continue }
                let name = contents("/proc/\(process)/comm").split(separator: "\n").first.map { String($0) } ?? "unknown"
                return "\(LogText.escaped(name)) (process \(process))"
            }
        }
        return nil
    }

    /// Of sockets in state LISTEN (0A): columns are number, local address:port in hexadecimal, remote one, state, ..., inode as the tenth.
    static func inodes(listeningOn port: UInt16, table: String) -> [String] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: " ", omittingEmptySubsequences: true)
            guard columns.count >= 10, columns[3] == "0A", let digits = columns[1].split(separator: ":").last else { return nil }
            return UInt16(digits, radix: 16) == port ? String(columns[9]) : nil
        }
    }

    private static func contents(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: octets, as: UTF8.self) }
            octets += buffer[..<count]
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func link(_ path: String) -> String? {
        var target = [UInt8](repeating: 0, count: 256)
        let count = target.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map { readlink(path, $0.assumingMemoryBound(to: CChar.self), buffer.count) } ?? 0
        }
        return count > 0 ? String(decoding: target[..<count], as: UTF8.self) : nil
    }
}
