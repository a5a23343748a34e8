internal import CLinux
internal import Glibc
internal import NodeIPAM
internal import NodeStartup
internal import Slim

/// One daemon for a state folder: a file that is locked as long as the process lives.
struct RunLock: ~Copyable {
    private let descriptor: Int32

    /// - Throws: ``StartupError/Kind/taken`` with the process that has it.
    init(_ paths: NodePaths) throws(StartupError) {
        let path = "\(paths.state.volatile)/calico-node.lock"
        SmallFile.makeFolders(paths.state.volatile)
        descriptor = clinux_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StartupError(.settings, "the state folder cannot be used", "open \(path): \(String(cString: strerror(errno))); run it as root")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? StandardStreams.readFile(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            Glibc.close(descriptor)
            throw StartupError(
                .settings, "another calico-node runs with this state folder",
                "process \(holder.filter(\.isNumber)) has \(path) locked; stop it, or give this one a folder of its own with --state-dir")
        }
        ftruncate(descriptor, 0)
        let text = Array("\(getpid())\n".utf8)
        _ = write(descriptor, text, text.count)
    }

    func release() {}

    deinit { Glibc.close(descriptor) }
}
