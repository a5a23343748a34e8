internal import Glibc
internal import KeyValue
internal import LMDB

/// Who has the store open: all in one PID namespace.
///
/// LMDB tells its users apart by their process and thread ids. Those of two namespaces can be equal, and then the death of one frees
/// what the other holds. So the file's text names the namespace of those who have the store open.
extension StoreLock {
    /// Joins those who have the store open, without waiting; false when it is not certain that they are in this namespace.
    func joinAtOnce() throws(KeyValueError) -> Bool {
        let own = try Self.namespace()
        guard text() == own, lock(Octet.members, F_RDLCK, waits: false) == 0 else { return false }
        if text() == own { return true }
        _ = lock(Octet.members, F_UNLCK, waits: false)
        return false
    }

    /// Joins while the store's lock is held.
    ///
    /// - Parameter alone: Done, before anybody else can join, when nobody has the store open.
    /// - Throws: When those who have it open are in another namespace, or what `alone` throws.
    func join(alone: () throws(KeyValueError) -> Void) throws(KeyValueError) {
        let own = try Self.namespace()
        if lock(Octet.members, F_WRLCK, waits: false) == 0 {
            do throws(KeyValueError) {
                try alone()
                let written = pwrite(file.number, own, own.count, 0)
                guard written == own.count else { throw .system("write \(path)", path, written < 0 ? errno : ENOSPC) }
            } catch {
                _ = lock(Octet.members, F_UNLCK, waits: false)
                throw error
            }
        }
        let code = lock(Octet.members, F_RDLCK, waits: false)
        guard code == 0 else { throw .system("lock \(path)", path, code) }
        let others = text()
        guard others == own else {
            throw .failed(
                "the datastore beside \(path) is in use in another PID namespace (\(Self.name(others))) than this process's (\(Self.name(own))), "
                    + "which its locks cannot bear: run in the host's PID namespace (hostPID)")
        }
    }

    private func text() -> [UInt8] { (try? file.read(limit: Self.length, path: path)) ?? [] }

    /// What the link `/proc/self/ns/pid` says, "pid:[4026531836]", made up to a fixed length.
    private static func namespace() throws(KeyValueError) -> [UInt8] {
        let link = "/proc/self/ns/pid"
        let octets = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            let got = buffer.withMemoryRebound(to: CChar.self) { room in room.baseAddress.map { readlink(link, $0, room.count - 1) } }
            count = max(0, got ?? -1)
        }
        guard !octets.isEmpty else { throw .system("read \(link)", link, errno) }
        return octets + Array(repeating: UInt8(ascii: "\n"), count: length - octets.count)
    }

    private static func name(_ text: [UInt8]) -> String { String(decoding: text.prefix { $0 > 32 && $0 < 127 }, as: UTF8.self) }

    private static let length = 64
}
