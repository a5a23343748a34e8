/// Where the pages' contents come from. Each is called for every request; one that does not return leaves its client without an answer.
public struct HealthPages: Sendable {
    public var liveness: @Sendable () async -> HealthVerdict
    public var readiness: @Sendable () async -> HealthVerdict
    public var metrics: @Sendable () async -> [MetricFamily]

    public init(
        liveness: @escaping @Sendable () async -> HealthVerdict, readiness: @escaping @Sendable () async -> HealthVerdict,
        metrics: @escaping @Sendable () async -> [MetricFamily]
    ) {
        self.liveness = liveness
        self.readiness = readiness
        self.metrics = metrics
    }
}
