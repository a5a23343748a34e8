/// What the samples of a family are.
public enum MetricType: String, Hashable, Sendable, CaseIterable {
    /// Only grows, from 0 at the start of the process.
    case counter
    /// Goes up and down.
    case gauge
    /// Counts below upper bounds; see ``MetricFamily/histogram(_:help:labels:bounds:counts:sum:)``.
    case histogram
}
