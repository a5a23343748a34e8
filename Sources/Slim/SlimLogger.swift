internal import CLinux
internal import Glibc

/// A logger for programs that live for milliseconds: one write(2) a line, logfmt, to standard error and a file.
///
/// A line is a fixed sentence and its data: `time=... level=info pid=7 msg="ADD finished" container=0123 ms=2.1`. Logging never
/// fails a request: a file that cannot be written is told once on standard error.
public struct SlimLogger: Sendable {
    public var level: LogLevel
    private var file: Int32 = -1

    public init(level: LogLevel = .info) { self.level = level }

    /// Logs to `path` too, its folder made 0755, the file 0644. Stays open until the process ends.
    public mutating func open(path: String) {
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { SmallFile.makeFolders(String(path[..<slash])) }
        file = clinux_open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        if file < 0 {
            let reason = String(cString: strerror(errno))
            warning("The log file cannot be written: logging to standard error only", ["path": path, "reason": reason])
        }
    }

    public func debug(_ message: StaticString, _ data: KeyValuePairs<String, String> = [:]) { log(.debug, message, data) }
    public func info(_ message: StaticString, _ data: KeyValuePairs<String, String> = [:]) { log(.info, message, data) }
    public func warning(_ message: StaticString, _ data: KeyValuePairs<String, String> = [:]) { log(.warning, message, data) }
    public func error(_ message: StaticString, _ data: KeyValuePairs<String, String> = [:]) { log(.error, message, data) }

    private func log(_ level: LogLevel, _ message: StaticString, _ data: KeyValuePairs<String, String>) {
        guard level >= self.level else { return }
        var line = "time=\(Self.timestamp()) level=\(level.name) pid=\(getpid()) msg=\(Self.quoted("\(message)"))"
        for (key, value) in data { line += " \(key)=\(Self.quoted(value))" }
        line += "\n"
        let octets = Array(line.utf8)
        _ = write(STDERR_FILENO, octets, octets.count)
        if file >= 0 { _ = write(file, octets, octets.count) }
    }

    /// RFC 3339 in UTC with milliseconds. Without gmtime_r(3), which reads the time zone file first.
    private static func timestamp() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return timestamp(second: now.tv_sec, nanosecond: now.tv_nsec)
    }

    /// - Parameters:
    ///   - second: Seconds since 1970, not negative.
    ///   - nanosecond: Of that second.
    static func timestamp(second: Int, nanosecond: Int) -> String {
        let (days, seconds) = (second / 86_400, second % 86_400)
        // Days since 1 March 0000, so that a leap day ends a year: 146097 in 400 years.
        let shifted = days + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
        func padded(_ number: Int, _ width: Int = 2) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month < 10 ? month + 3 : month - 9))-\(padded(day))"
            + "T\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60)).\(padded(nanosecond / 1_000_000, 3))Z"
    }

    /// Quotes a value that is empty or has characters that would end it; control characters become spaces.
    private static func quoted(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { $0 > 32 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") && $0 != 127 }
        if plain, !text.isEmpty { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted += "\\"
                quoted.unicodeScalars.append(scalar)
            case _ where scalar.value < 32: quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
