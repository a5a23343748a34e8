internal import Glibc
public import Logging

/// Makes the loggers of a program: one format, one place, one level that can be changed while it runs.
///
/// Passed on explicitly; it touches neither swift-log's global factory nor any other state of the process.
public final class LogSetup: Sendable {
    private let format: LogFormat
    private let hasPriority: Bool
    private let output: LogOutput
    private let shared: LogLevelBox

    /// - Parameters:
    ///   - format: How events are written.
    ///   - level: Events below it are left out.
    ///   - hasPriority: Whether lines begin with journald's priority, such as "<4>" (sd-daemon(3)); for output that the journal reads.
    ///   - descriptor: Where lines go, standard error by default; stays the caller's to close.
    public init(format: LogFormat = .text, level: Logger.Level = .info, hasPriority: Bool = false, descriptor: Int32? = nil) {
        self.format = format
        self.hasPriority = hasPriority
        output = LogOutput(descriptor: descriptor ?? STDERR_FILENO)
        shared = LogLevelBox(level)
    }

    /// Of all loggers made here that were given no level of their own; a change counts from the next event on.
    public var level: Logger.Level {
        get { shared.level }
        set { shared.level = newValue }
    }

    /// - Parameter label: The part that logs, such as "bgp"; shown with each event unless empty.
    public func logger(_ label: String) -> Logger {
        Logger(label: label) { label in
            LineLogHandler(label: label, format: format, hasPriority: hasPriority, output: output, shared: shared)
        }
    }
}
