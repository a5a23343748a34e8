internal import Glibc
internal import KeyValue
internal import LMDB

/// A thread for calls that block, beside the pool that Swift's tasks share.
enum OwnThread {
    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(_ name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts a thread that runs `body` and ends. Signals are left to the threads that were there before.
    ///
    /// - Parameter name: For people who look at the process: at most 15 octets.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws(KeyValueError) {
        let box = Unmanaged.passRetained(Body(name, body))
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        // A new thread inherits the mask.
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { OwnThread.main($0) }, box.toOpaque())
        guard code == 0 else {
            box.release()
            throw .failed("start a thread for the datastore: \(String(cString: strerror(code))); look at the limits of processes and memory")
        }
        pthread_detach(thread)
    }

    private static func main(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        let body = Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
        // Thread names are not vital, and pthread_setname_np(3) is not declared without _GNU_SOURCE.
        if let file = try? FileDescriptor(opening: "/proc/thread-self/comm", O_WRONLY) { _ = write(file.number, body.name, body.name.utf8.count) }
        body.run()
        return nil
    }
}
