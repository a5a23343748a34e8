internal import CLinux

/// The steps of one request and how long each took, for its log line.
public struct Stopwatch {
    private let start: UInt64
    private var last: UInt64
    private var steps: [(name: StaticString, nanoseconds: UInt64)] = []

    public init() {
        start = clinux_boottime_nanoseconds()
        last = start
    }

    /// Ends the step that began where the one before ended.
    public mutating func mark(_ name: StaticString) {
        let now = clinux_boottime_nanoseconds()
        steps.append((name, now - last))
        last = now
    }

    /// "store=0.21 link=0.48": milliseconds a step.
    public var summary: String {
        steps.map { "\($0.name)=\(Self.milliseconds($0.nanoseconds))" }.joined(separator: " ")
    }

    /// Milliseconds since the start, with two decimals.
    public var total: String { Self.milliseconds(clinux_boottime_nanoseconds() - start) }

    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        let hundredths = nanoseconds / 10000
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
