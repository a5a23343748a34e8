/// Samples of one name, with its type and what it means.
public struct MetricFamily: Hashable, Sendable {
    /// "calico_bgp_peers"; a counter's ends in "_total".
    public var name: String
    /// One sentence, with the unit.
    public var help: String
    public var type: MetricType
    public var samples: [MetricSample]

    public init(_ name: String, _ type: MetricType, help: String, _ samples: [MetricSample] = []) {
        self.name = name
        self.type = type
        self.help = help
        self.samples = samples
    }

    /// A family of one sample without labels.
    public init(_ name: String, _ type: MetricType, help: String, value: Double) {
        self.init(name, type, help: help, [MetricSample(value)])
    }

    /// A distribution.
    ///
    /// - Parameters:
    ///   - bounds: Upper bounds, ascending, without infinity.
    ///   - counts: Observations in each bucket, not cumulative, one more than bounds: the last holds what is above all of them. Missing ones are 0.
    ///   - sum: Of all observations.
    public static func histogram(
        _ name: String, help: String, labels: [MetricLabel] = [], bounds: [Double], counts: [UInt64], sum: Double
    ) -> MetricFamily {
        var samples: [MetricSample] = []
        var total: UInt64 = 0
        for (index, bound) in (bounds + [.infinity]).enumerated() {
            total &+= index < counts.count ? counts[index] : 0
            let label = MetricLabel("le", PrometheusText.number(bound))
            samples.append(MetricSample(Double(total), labels + [label], suffix: "_bucket"))
        }
        samples.append(MetricSample(sum, labels, suffix: "_sum"))
        samples.append(MetricSample(Double(total), labels, suffix: "_count"))
        return MetricFamily(name, .histogram, help: help, samples)
    }
}
