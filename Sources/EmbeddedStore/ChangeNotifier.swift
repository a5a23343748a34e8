internal import CLinux
internal import Glibc
internal import KeyValue
internal import LMDB
internal import Synchronization

/// Tells a ``ProgressSignal`` of every commit to a data file, by whatever process: a thread that waits for inotify(7).
///
/// A commit causes several events, the first before it is complete. So events are not counted: they make the thread look at the file's
/// header, and the signal gets the number of the newest commit that stands there.
final class ChangeNotifier: @unchecked Sendable {
    // Unchecked: all is constant but the failure, which is guarded.
    private let path: String
    private let directory: String
    private let identity: DataFileIdentity
    private let signal: ProgressSignal
    private let file: FileDescriptor
    private let events: Descriptor
    private let wakeReader: Descriptor
    private let wakeWriter: Descriptor
    private let problem = Mutex<KeyValueError?>(nil)

    private struct Descriptor: ~Copyable {
        let number: Int32

        init(_ number: Int32) { self.number = number }

        deinit { close(number) }
    }

    /// Begins to watch a store's data file: every commit after this call is told.
    init(_ store: OpenStore, _ signal: ProgressSignal) throws(KeyValueError) {
        let path = store.dataFile
        self.path = path
        directory = store.directory
        self.signal = signal
        do throws(LMDBError) {
            file = try FileDescriptor(opening: path, O_RDONLY)
            identity = DataFileIdentity(try file.status(path: path))
        } catch { throw .lmdb("watch", store.directory, error) }
        events = Descriptor(inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK)))
        guard events.number >= 0 else {
            let code = errno
            let advice = code == EMFILE ? "; fs.inotify.max_user_instances bounds how many there can be" : ""
            throw .failed("watch \(path) with inotify: \(String(cString: strerror(code)))\(advice)")
        }
        var ends: [Int32] = [-1, -1]
        guard clinux_pipe(&ends) == 0 else { throw .system("make a pipe", path, errno) }
        wakeReader = Descriptor(ends[0])
        wakeWriter = Descriptor(ends[1])
        let mask = UInt32(IN_MODIFY) | UInt32(IN_ATTRIB) | UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF)
        guard inotify_add_watch(events.number, path, mask) >= 0 else {
            let code = errno
            let advice = code == ENOSPC ? "; fs.inotify.max_user_watches bounds how many there can be" : ""
            throw .failed("watch \(path) with inotify: \(String(cString: strerror(code)))\(advice)")
        }
        // The folder may be moved or removed with the file in it.
        _ = inotify_add_watch(events.number, store.directory, UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF) | UInt32(IN_ONLYDIR))
        guard !store.isReplaced, DataFileIdentity(path: path) == identity else { throw .replacedFile(in: directory) }
        look()
        try OwnThread.start("calico-kv-watch") { [self] in run() }
    }

    /// Why no more commits are told; nil while they are.
    var failure: KeyValueError? { problem.withLock { $0 } }

    /// Lets the thread end.
    func end() {
        var octet: UInt8 = 1
        _ = write(wakeWriter.number, &octet, 1)
    }

    private func run() {
        while true {
            var descriptors = [
                pollfd(fd: events.number, events: Int16(POLLIN), revents: 0), pollfd(fd: wakeReader.number, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&descriptors, 2, -1) < 0, errno != EINTR { return fail(.system("wait for \(path)", path, errno)) }
            if descriptors[1].revents != 0 { return }
            drain()
            look()
            // Its name is gone or means another file: unlinking changes the file's attributes, moving tells itself.
            if DataFileIdentity(path: path) != identity { return fail(.replacedFile(in: directory)) }
        }
    }

    private func drain() {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { room in
            while read(events.number, room.baseAddress, room.count) > 0 {}
        }
    }

    private func look() {
        if let number = DataFileHeader.newestTransaction(of: file) { signal.advance(to: Int64(clamping: number)) }
    }

    private func fail(_ error: KeyValueError) {
        problem.withLock { $0 = error }
        signal.end()
    }
}
