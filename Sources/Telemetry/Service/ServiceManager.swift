internal import Glibc
internal import Synchronization

/// Tells systemd how the daemon is: sd_notify(3), without its library.
///
/// It has no timer. The loop that does the daemon's work calls ``tick()`` on each turn, at least every ``watchdogInterval``: a watchdog fed by a
/// timer of its own would live on in a daemon that hangs.
public final class ServiceManager: Sendable {
    private let address: NotifyAddress?
    private let socketPath: String
    /// Of WATCHDOG_USEC, in nanoseconds; nil: no watchdog.
    private let timeout: UInt64?
    /// When the watchdog was fed last, in nanoseconds on the monotonic clock.
    private let lastTick = Mutex<UInt64?>(nil)

    /// - Parameter environment: Answers with a variable's value: NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID.
    /// - Throws: ``ServiceManagerFailure`` when one of them is set to what cannot be. Nothing set: nobody is told anything, and that is no failure.
    public init(environment: (String) -> String?) throws(ServiceManagerFailure) {
        let path = environment("NOTIFY_SOCKET") ?? ""
        socketPath = path
        address = path.isEmpty ? nil : NotifyAddress(path)
        guard path.isEmpty || address != nil else {
            throw ServiceManagerFailure(
                "NOTIFY_SOCKET is \"\(path)\", neither an absolute path nor an abstract name behind @ that fits in a socket's address")
        }
        timeout = try Self.timeout(environment)
    }

    /// Whether somebody is told.
    public var isListening: Bool { address != nil }

    /// How often ``tick()`` has to be called at least: half of what systemd waits (sd_watchdog_enabled(3)); nil: no watchdog is wanted.
    public var watchdogInterval: Duration? {
        guard address != nil, let timeout else { return nil }
        return .nanoseconds(Int64(clamping: timeout / 2))
    }

    /// The daemon works; once, after the start, and after each ``reloading()``.
    public func ready(status: String? = nil) throws(ServiceManagerFailure) {
        try send(["READY=1"] + (status.map { ["STATUS=\(Self.line($0))"] } ?? []))
    }

    /// One line for people, shown by `systemctl status`.
    public func status(_ text: String) throws(ServiceManagerFailure) { try send(["STATUS=\(Self.line(text))"]) }

    /// The settings are read anew; ``ready(status:)`` ends it.
    public func reloading() throws(ServiceManagerFailure) {
        try send(["RELOADING=1", "MONOTONIC_USEC=\(Self.now() / 1000)"])
    }

    /// The daemon begins to stop.
    public func stopping(status: String? = nil) throws(ServiceManagerFailure) {
        try send(["STOPPING=1"] + (status.map { ["STATUS=\(Self.line($0))"] } ?? []))
    }

    /// The loop has turned. Feeds the watchdog, not more often than every quarter of what systemd waits: call it as often as you like.
    ///
    /// - Returns: Whether the watchdog was fed.
    @discardableResult
    public func tick() throws(ServiceManagerFailure) -> Bool {
        guard address != nil, let timeout else { return false }
        let now = Self.now()
        let isDue = lastTick.withLock { last in
            if let last, now &- last < timeout / 4 { return false }
            last = now
            return true
        }
        if isDue { try send(["WATCHDOG=1"]) }
        return isDue
    }

    private static func timeout(_ environment: (String) -> String?) throws(ServiceManagerFailure) -> UInt64? {
        guard let text = environment("WATCHDOG_USEC"), !text.isEmpty else { return nil }
        // Meant for a process that started this one, or was replaced by it.
        if let process = environment("WATCHDOG_PID"), !process.isEmpty, process != "\(getpid())" { return nil }
        guard let microseconds = UInt64(text), microseconds > 0, microseconds < UInt64.max / 1000 else {
            throw ServiceManagerFailure("WATCHDOG_USEC is \"\(text)\", not a number of microseconds over 0")
        }
        return microseconds * 1000
    }

    /// Without breaks: a break would begin another assignment.
    private static func line(_ text: String) -> String { LogText.escaped(text) }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private func send(_ assignments: [String]) throws(ServiceManagerFailure) {
        guard let address else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure(assignments, errno) }
        defer { close(descriptor) }
        if let code = address.send(Array(assignments.joined(separator: "\n").utf8), from: descriptor) { throw failure(assignments, code) }
    }

    private func failure(_ assignments: [String], _ code: Int32) -> ServiceManagerFailure {
        ServiceManagerFailure(
            "tell the service manager \(assignments.first ?? "") at \(socketPath) (NOTIFY_SOCKET): \(String(cString: strerror(code)))")
    }
}
