internal import Glibc

/// Whole files, up to a limit.
enum FileOctets {
    static func read(path: String, limit: Int) throws(DocumentError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DocumentError(file: path, reason: "cannot be opened: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        return try read(descriptor, name: path, limit: limit)
    }

    /// Reads to the end.
    static func read(_ descriptor: Int32, name: String, limit: Int) throws(DocumentError) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(min(size(of: descriptor), limit) + 1)
        while true {
            let free = max(octets.capacity - octets.count, 1 << 16)
            let before = octets.count
            // More than the limit is not needed to tell that it is too much.
            let wanted = min(free, limit + 1 - before)
            octets.append(contentsOf: repeatElement(0, count: wanted))
            let count = octets.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress?.advanced(by: before), wanted) }
            let code = errno
            octets.removeSubrange((before + max(0, count))...)
            if count < 0 {
                guard code == EINTR else { throw DocumentError(file: name, reason: "cannot be read: \(String(cString: strerror(code)))") }
                continue
            }
            if count == 0 { return octets }
            guard octets.count <= limit else {
                throw DocumentError(file: name, reason: "more than \(limit) octets, which are the most that are read; split it into several files")
            }
        }
    }

    private static func size(of descriptor: Int32) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return 0 }
        return max(0, Int(status.st_size))
    }
}
