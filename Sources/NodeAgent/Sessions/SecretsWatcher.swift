internal import Dispatch
internal import Glibc

/// Tells when passwords of peers may have changed: files below the secrets folder (inotify(7)).
///
/// Folders that are not there yet are waited for in the one above. Everything happens on one serial queue.
final class SecretsWatcher: @unchecked Sendable {
    // Unchecked: all that changes is touched on the queue only.
    private let directory: String
    private let queue = DispatchQueue(label: "calico-secrets")
    private let post: @Sendable () -> Void
    private var descriptor: Int32 = -1
    private var source: (any DispatchSourceRead)?
    private var names: Set<String> = []

    /// - Parameter post: Called on the queue after something changed.
    init(_ directory: String, post: @escaping @Sendable () -> Void) {
        self.directory = directory
        self.post = post
    }

    /// Follows the folders of these secrets and no others.
    func follow(_ names: Set<String>) {
        queue.async {
            guard names != self.names else { return }
            self.names = names
            self.begin()
        }
    }

    func stop() { queue.sync { end() } }

    private func end() {
        source?.cancel()
        source = nil
        descriptor = -1
    }

    private func begin() {
        if names.isEmpty { return end() }
        if source == nil {
            let events = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
            guard events >= 0 else { return }
            descriptor = events
            let source = DispatchSource.makeReadSource(fileDescriptor: events, queue: queue)
            source.setEventHandler { [weak self] in
                withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { room in
                    while read(events, room.baseAddress, room.count) > 0 {}
                }
                self?.watch()
                self?.post()
            }
            source.setCancelHandler { close(events) }
            source.resume()
            self.source = source
        }
        watch()
        // What was written before the watch was there.
        post()
    }

    /// Watching what is watched already changes nothing.
    private func watch() {
        let mask = UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_ONLYDIR)
        if inotify_add_watch(descriptor, directory, mask) < 0, let slash = directory.lastIndex(of: "/"), slash != directory.startIndex {
            inotify_add_watch(descriptor, String(directory[..<slash]), mask)
        }
        for name in names { inotify_add_watch(descriptor, "\(directory)/\(name)", mask) }
    }
}
