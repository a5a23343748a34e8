import CLinux
import Dispatch
import Glibc
import Synchronization

/// The program bgp-speaker as a child inside a ``TestNetwork``.
///
/// It dies with the thread that started it, which waits for its end: nothing is left behind by tests that crash.
final class SpeakerProgram: Sendable {
    private let state = Mutex<(process: pid_t, status: Int32?)>((0, nil))
    private let started = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// Where it was built: beside the tests.
    static let path: String = {
        var octets = [UInt8](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &octets, octets.count)
        let own = String(decoding: octets.prefix(max(count, 0)), as: UTF8.self)
        return own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/bgp-speaker"
    }()

    static var isBuilt: Bool { access(path, X_OK) == 0 }

    /// - Parameters:
    ///   - words: Its arguments, as for a shell.
    ///   - limit: File descriptors it may have.
    init(_ words: String, limit: Int = 1024, in network: TestNetwork) async throws {
        let script = "ulimit -n \(limit); exec setpriv --pdeathsig KILL \(Self.path) \(words) >/dev/null 2>&1"
        Task.detached { [self] in
            try await network.inside { self.run(script) }
        }
        try await network.inside { [self] in
            started.wait()
            guard process > 0 else { throw CallFailure(operation: "start bgp-speaker", code: ECHILD) }
        }
    }

    private var process: pid_t { state.withLock { $0.process } }

    /// The whole life of the child.
    private func run(_ script: String) {
        var process = pid_t()
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sh"), strdup("-ec"), strdup(script), nil]
        defer { for word in words { free(word) } }
        // The threads that tests run on block most signals.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let code = posix_spawn(&process, "/bin/sh", nil, &attributes, &words, clinux_environment())
        state.withLock { $0.process = code == 0 ? process : 0 }
        started.signal()
        guard code == 0 else { return }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        state.withLock { $0.status = status }
        ended.signal()
    }

    /// Processor time so far, in hundredths of a second.
    func ticks() throws -> Int {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY)
        guard descriptor >= 0 else { throw CallFailure.last("read the processor time") }
        defer { close(descriptor) }
        var octets = [UInt8](repeating: 0, count: 1024)
        let count = read(descriptor, &octets, octets.count)
        let fields = String(decoding: octets.prefix(max(count, 0)), as: UTF8.self).split(separator: " ")
        guard fields.count > 14, let user = Int(fields[13]), let system = Int(fields[14]) else {
            throw CallFailure(operation: "read the processor time", code: EINVAL)
        }
        return user + system
    }

    /// Sends a signal, 0 for none, waits ten seconds for the end and hands back the exit status; nil when it has none.
    func end(_ signal: Int32 = SIGTERM) -> Int32? {
        if state.withLock({ $0.status }) == nil { kill(process, signal) }
        guard ended.wait(timeout: .now() + .seconds(10)) == .success, let status = state.withLock({ $0.status }) else { return nil }
        return status & 0x7f == 0 ? status >> 8 & 0xff : nil
    }
}

extension RawPeer {
    /// Connects as soon as somebody listens, within ten seconds.
    static func whenListening(from source: String, to destination: String) throws -> RawPeer {
        let deadline = ContinuousClock().now + .seconds(10)
        while true {
            do { return try RawPeer(from: source, to: destination) } catch {
                guard ContinuousClock().now < deadline else { throw error }
                poll(nil, 0, 20)
            }
        }
    }
}
