internal import JSON

/// Reports of who talked to whom, and which policy decided.
public struct FelixFlowLogFields: Fields {
    public static let schema = Schema(FelixFlowLogFields())

    public let flowLogsPolicyEvaluationMode: Field<FlowPolicyEvaluation> = .choice(
        "flowLogsPolicyEvaluationMode", .assumed("Continuous"), doc: "Whether a connection that goes on is judged again when policies change.")
    public let flowLogsFlushInterval = Field.period("flowLogsFlushInterval", .assumed("5m0s"), doc: "Time between reports.")
    public let flowLogsCollectorDebugTrace = Field.flag(
        "flowLogsCollectorDebugTrace", .assumed(false), doc: "All that the collector of reports sees is logged.")
    public let flowLogsGoldmaneServer = Field.text("flowLogsGoldmaneServer", doc: "The server that gets the reports, host:port; absent: none.")
    public let flowLogsLocalReporter: Field<Toggle> = .choice(
        "flowLogsLocalReporter", .assumed("Disabled"), doc: "Programs on the node can read the reports from a unix socket.")
}

/// Whether a connection that goes on is judged again when policies change.
public enum FlowPolicyEvaluation: String, FieldValue, CaseIterable {
    case never = "None"
    case continuous = "Continuous"
}
