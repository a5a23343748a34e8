/// How the metric of a kernel route travels between nodes: as LOCAL_PREF `largest - metric`.
public enum RoutePriority {
    /// 2^31 - 1.
    public static let largest: UInt32 = 2_147_483_647
    /// Metric of routes without a wish.
    public static let normal: UInt32 = 1024
    /// A LOCAL_PREF up to this one is an operator's own and tells no metric.
    static let largestPlainPreference: UInt32 = 1 << 30

    /// The normal metric as a resource has it: 1 to 2147483646, else ``normal``.
    static func given(_ priority: Int?) -> UInt32 {
        guard let metric = priority.flatMap({ UInt32(exactly: $0) }), metric > 0, metric < largest else { return normal }
        return metric
    }

    /// - Parameter metric: Of a kernel route; the lower the better.
    public static func localPreference(_ metric: UInt32) -> UInt32 { largest - min(metric, largest) }

    /// The metric that a learned route has; nil when its LOCAL_PREF, or the absence of one, tells none.
    public static func metric(_ localPreference: UInt32?) -> UInt32? {
        guard let localPreference, localPreference > largestPlainPreference, localPreference < largest else { return nil }
        return largest - localPreference
    }
}
