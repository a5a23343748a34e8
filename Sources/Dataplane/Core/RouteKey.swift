/// What makes a route of one table the same route to the kernel: only one with these values is replaced by another.
struct RouteKey: Hashable, Sendable, Place {
    let prefix: CompactPrefix
    let metric: UInt32

    init(_ prefix: CompactPrefix, _ metric: UInt32) {
        self.prefix = prefix
        self.metric = metric
    }

    func mixed(with secret: UInt64) -> UInt64 { prefix.mixed(with: secret, metric) }

    /// The metric with which the kernel keeps a route that was asked for with `metric` (IP6_RT_PRIO_USER, linux/ipv6_route.h).
    static func kernelMetric(_ metric: UInt32, isV6: Bool) -> UInt32 { isV6 && metric == 0 ? 1024 : metric }
}
