/// What can be asked for over HTTP, by its path.
public enum HealthPage: String, Hashable, Sendable, CaseIterable {
    case liveness = "/liveness"
    case readiness = "/readiness"
    case metrics = "/metrics"
}
