internal import Glibc
internal import KeyValue
internal import LMDB

/// The file `store.lock`: whose turn it is to write, and who has the store open.
///
/// LMDB's own lock cannot be waited for with a time-out. So writers take this one first, and LMDB's is always free then. It is
/// of three parts, all of them dropped by the kernel when a process dies:
///
/// * flock(2) on the file: held by the one who writes; by readers, shared, where LMDB's table of readers cannot be written.
/// * a lock on octet 0, the gate: held by the first in the line of those who wait, so that nobody passes it.
/// * a lock on octet 1: shared by everybody who has the store open. In which PID namespace they are stands in the file's text.
///
/// A thread that stands in line for the lock cannot be called back. When the one it stands there for gives up, it stays and drops the lock
/// when it gets it.
final class StoreLock: @unchecked Sendable {
    // Unchecked: everything mutable is used inside the monitor only.
    let path: String
    let file: FileDescriptor
    /// Whether the lock is shared with other readers, because nothing can be written.
    private let isShared: Bool
    private let patience: Duration?
    private let monitor = Monitor()
    private var isHeld = false
    private var hasEnded = false
    private var place = Place.none
    private var hasThread = false

    /// Where the thread that stands in line is.
    private enum Place { case none, wanted, inLine, reached, refused(Int32) }

    /// - Parameters:
    ///   - file: Open for writing, unless `isShared`.
    ///   - patience: How long to wait for others; nil: as long as it takes.
    init(_ file: consuming FileDescriptor, path: String, isShared: Bool, patience: Duration?) {
        self.file = file
        self.path = path
        self.isShared = isShared
        self.patience = patience
    }

    /// Waits for the lock and takes it.
    ///
    /// - Throws: ``KeyValueError/busy(_:)`` when the time is up, ``KeyValueError/closed`` after ``end()``.
    func acquire() throws(KeyValueError) {
        let deadline = patience.map { Monitor.Deadline(in: $0) }
        try monitor.inside { () throws(KeyValueError) in
            while isHeld {
                if hasEnded { throw .closed }
                guard monitor.wait(until: deadline) else { throw busy() }
            }
            if hasEnded { throw .closed }
            isHeld = true
            do throws(KeyValueError) { try reachOthers(deadline) } catch {
                isHeld = false
                monitor.wake()
                throw error
            }
        }
    }

    func release() {
        flock(file.number, LOCK_UN)
        monitor.inside {
            isHeld = false
            monitor.wake()
        }
    }

    /// Lets nobody wait any more.
    func end() {
        monitor.inside {
            hasEnded = true
            monitor.wake()
        }
    }

    /// Takes the lock from other processes; inside the monitor.
    private func reachOthers(_ deadline: Monitor.Deadline?) throws(KeyValueError) {
        if case .none = place {
            let code = take(waits: false)
            if code == 0 { return }
            guard code == EAGAIN || code == EACCES else { throw refused(code) }
            if !hasThread { try OwnThread.start("calico-kv-lock") { [self] in standInLine() } }
            hasThread = true
            place = .wanted
            monitor.wake()
        }
        var isInTime = true
        while true {
            switch place {
            case .reached:
                place = .none
                return
            case .refused(let code):
                place = .none
                throw refused(code)
            case .none, .wanted, .inLine:
                if hasEnded { throw .closed }
                guard isInTime else { throw busy() }
                isInTime = monitor.wait(until: deadline)
            }
        }
    }

    private func standInLine() {
        while true {
            let goesOn = monitor.inside {
                while !hasEnded, !isWanted { _ = monitor.wait(until: nil) }
                if !hasEnded { place = .inLine }
                return !hasEnded
            }
            guard goesOn else { return }
            let code = take(waits: true)
            monitor.inside {
                if code != 0 {
                    place = .refused(code)
                } else if isHeld, !hasEnded {
                    place = .reached
                } else {
                    flock(file.number, LOCK_UN)
                    place = .none
                }
                monitor.wake()
            }
        }
    }

    private var isWanted: Bool { if case .wanted = place { true } else { false } }

    /// Through the gate to the lock: 0 or errno.
    private func take(waits: Bool) -> Int32 {
        var code = lock(Octet.gate, isShared ? F_RDLCK : F_WRLCK, waits: waits)
        guard code == 0 else { return code }
        while flock(file.number, (isShared ? LOCK_SH : LOCK_EX) | (waits ? 0 : LOCK_NB)) < 0 {
            code = errno
            guard code == EINTR else { break }
            code = 0
        }
        _ = lock(Octet.gate, F_UNLCK, waits: false)
        return code
    }

    private func busy() -> KeyValueError {
        let waited = patience.map { "\($0 / .milliseconds(1)) ms" } ?? ""
        return .busy("waited \(waited) for the datastore's lock \(path)\(holder() ?? ""); nothing was written. Try again, or end that process")
    }

    private func refused(_ code: Int32) -> KeyValueError { .failed("lock \(path): \(String(cString: strerror(code)))") }
}

/// Places in the file that stand for something; they need not be written.
extension StoreLock {
    enum Octet {
        static let gate: off_t = 0
        static let members: off_t = 1
    }

    /// Takes or drops a lock on one octet that belongs to this opening of the file (F_OFD_SETLK, F_OFD_SETLKW, fcntl(2)).
    ///
    /// - Returns: 0 or errno; EAGAIN when others hold it.
    func lock(_ octet: off_t, _ type: Int32, waits: Bool) -> Int32 {
        var request = Glibc.flock()
        request.l_type = Int16(type)
        request.l_whence = Int16(SEEK_SET)
        request.l_start = octet
        request.l_len = 1
        let command: Int32 = waits ? 38 : 37
        while fcntl(file.number, command, &request) < 0 {
            guard errno == EINTR else { return errno }
        }
        return 0
    }

    /// Who holds the lock, as far as /proc/locks tells: " held by process 1234 (calico-node)".
    private func holder() -> String? {
        guard let status = try? file.status(path: path), let table = try? FileDescriptor(opening: "/proc/locks", O_RDONLY).readAll() else {
            return nil
        }
        for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
            // 7: FLOCK  ADVISORY  WRITE 1234 fe:00:5678 0 EOF; a line with an arrow is of one that waits.
            let fields = line.split(separator: " ")
            guard fields.count > 5, fields[1] == "FLOCK", fields[5].split(separator: ":").last == "\(status.st_ino)" else { continue }
            let name = try? FileDescriptor(opening: "/proc/\(fields[4])/comm", O_RDONLY).readAll()
            let text = name.map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) }
            return ", held by process \(fields[4])\(text.map { " (\($0))" } ?? "")"
        }
        return nil
    }
}

extension FileDescriptor {
    /// From where the file stands to its end: for files of /proc, which have no length.
    fileprivate func readAll() throws(LMDBError) -> [UInt8] {
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(number, &part, part.count)
            guard count > 0 else { return all }
            all += part.prefix(count)
        }
    }
}
