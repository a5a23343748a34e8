internal import Glibc
internal import LMDB

/// Which boot and which PID namespace a store was made in, as two lines of text.
///
/// The boot: no address outlives a reboot, because no container does. The namespace: LMDB's lock names its owner by thread id,
/// so owners in two namespaces can have the same one.
struct StoreStamp {
    /// `/proc/sys/kernel/random/boot_id` with its newline, then what the link `/proc/self/ns/pid` says with one:
    /// "pid:[4026531836]".
    private let octets: [UInt8]

    /// Of this process.
    init() throws(NodeStoreError) {
        let bootPath = "/proc/sys/kernel/random/boot_id"
        let namespacePath = "/proc/self/ns/pid"
        var octets = try NodeStoreError.onFiles { () throws(LMDBError) in
            try FileDescriptor(opening: bootPath, O_RDONLY).read(limit: 64, path: bootPath)
        }
        if octets.last != Self.newline { octets.append(Self.newline) }
        // readlink(2) is the cheapest way to the namespace's inode number: stat(2) makes the kernel open the namespace.
        let length = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { link -> Int in
            guard let start = link.baseAddress else { return 0 }
            let length = namespacePath.withCString { readlink($0, start, link.count) }
            for character in link.prefix(max(0, length)) { octets.append(UInt8(bitPattern: character)) }
            return length
        }
        guard length > 0 else { throw .system("read", namespacePath, errno) }
        octets.append(Self.newline)
        self.octets = octets
    }

    /// Whether the file at `path` holds this stamp; false too when there is no such file.
    ///
    /// - Throws: ``NodeStoreError/otherPIDNamespace(directory:recorded:own:)`` when it is of this boot and another namespace.
    func isIn(_ path: String, directory: String) throws(NodeStoreError) -> Bool {
        let found = try NodeStoreError.onFiles { () throws(LMDBError) in try FileDescriptor(ifPresent: path)?.read(limit: 128, path: path) }
        guard let recorded = found else { return false }
        if recorded == octets { return true }
        guard let boot = octets.firstIndex(of: Self.newline), recorded.starts(with: octets[...boot]) else { return false }
        throw .otherPIDNamespace(directory: directory, recorded: Self.number(recorded[(boot + 1)...]), own: Self.number(octets[(boot + 1)...]))
    }

    /// Puts the file in place with one rename.
    func write(to path: String) throws(NodeStoreError) {
        let draft = path + ".new"
        try NodeStoreError.onFiles { () throws(LMDBError) in
            let file = try FileDescriptor(opening: draft, O_WRONLY | O_CREAT | O_TRUNC)
            guard Glibc.write(file.number, octets, octets.count) == octets.count else {
                throw .file(operation: "write", path: draft, code: errno)
            }
        }
        guard rename(draft, path) == 0 else { throw .system("rename", draft, errno) }
    }

    private static var newline: UInt8 { UInt8(ascii: "\n") }

    /// The digits in "pid:[4026531836]".
    private static func number(_ text: ArraySlice<UInt8>) -> UInt64 {
        text.reduce(0) { sum, octet in (48...57).contains(octet) ? sum &* 10 &+ UInt64(octet - 48) : sum }
    }
}
