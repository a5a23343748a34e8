/// What the daemon answers.
public enum NodeAnswer: Hashable, Sendable {
    case status(NodeStatusReport)
    /// On the socket in several frames; a client's answer holds all of them.
    case routes([RouteReportEntry])
    case settings([SettingReport])
    case health(HealthReport)
    /// Done, with what was done in words.
    case done(String)
    /// Refused or failed, with what, why, and what to do.
    case failure(String)
}
