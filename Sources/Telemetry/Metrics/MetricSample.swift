/// One line of a family: labels and a value.
public struct MetricSample: Hashable, Sendable {
    /// Behind the family's name: "_bucket", "_sum", "_count" of a histogram; empty of the other types.
    public var suffix: String
    public var labels: [MetricLabel]
    public var value: Double

    public init(_ value: Double, _ labels: [MetricLabel] = [], suffix: String = "") {
        self.value = value
        self.labels = labels
        self.suffix = suffix
    }
}
