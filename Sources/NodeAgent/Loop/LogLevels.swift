internal import BGPPlan
internal import Logging
internal import Model
internal import NodeSettings
internal import Telemetry

/// How much is logged: what the settings say, else what BGPConfiguration says.
enum LogLevels {
    static func level(_ settings: NodeConfiguration, _ plan: NodePlan?) -> Logger.Level {
        if let plan, !settings.isSet(\.logSeverity), let level = Telemetry.LogSeverity.level(plan.logSeverity) { return level }
        return Telemetry.LogSeverity.level(settings.logSeverity.rawValue) ?? .info
    }
}
