internal import JSON

/// The node agent as a process: usage reports, debugging, memory.
public struct FelixProcessFields: Fields {
    public static let schema = Schema(FelixProcessFields())

    public let usageReportingEnabled = Field.flag(
        "usageReportingEnabled", .assumed(true), doc: "Version and size of the cluster are reported to projectcalico.org, without names.")
    public let usageReportingInitialDelay = Field.period(
        "usageReportingInitialDelay", .assumed("5m0s"), .settingName("UsageReportingInitialDelaySecs"),
        doc: "How long after the start the first report waits at least.")
    public let usageReportingInterval = Field.period(
        "usageReportingInterval", .assumed("24h0m0s"), .settingName("UsageReportingIntervalSecs"), doc: "Time between these reports.")
    public let debugMemoryProfilePath = Field.text("debugMemoryProfilePath", doc: "File for a memory profile, written on a signal.")
    public let debugDisableLogDropping = Field.flag(
        "debugDisableLogDropping", .assumed(false), doc: "No line of the log is dropped when the log cannot keep up; the agent waits instead.")
    public let debugSimulateCalcGraphHangAfter = Field.period(
        "debugSimulateCalcGraphHangAfter", .assumed("0s"), doc: "For tests: the calculation stops after that time.")
    public let debugSimulateDataplaneHangAfter = Field.period(
        "debugSimulateDataplaneHangAfter", .assumed("0s"), doc: "For tests: the kernel's side stops after that time.")
    public let debugSimulateDataplaneApplyDelay = Field.period(
        "debugSimulateDataplaneApplyDelay", .assumed("0s"), doc: "For tests: each step of the kernel's side takes that much longer.")
    public let debugHost = Field.text(
        "debugHost", .assumed("localhost"), form: "an address or a host name of at most 64 octets", { Name.isHost($0) },
        doc: "Address or name that profiles are served at; only where debugPort is set.")
    public let debugPort = Field.integer(
        "debugPort", in: 0...65_535, doc: "TCP port that profiles are served at, without protection; absent: none are served.")
    public let goGCThreshold = Field.integer(
        "goGCThreshold", .assumed(40), in: -1...Int64.max, unit: "percent",
        doc: "How much memory may grow before garbage is collected, in percent; -1: never.")
    public let goMemoryLimitMB = Field.integer(
        "goMemoryLimitMB", .assumed(-1), in: -1...Int64.max, unit: "megabytes", doc: "Memory that the agent tries to stay below; -1: no bound.")
    public let goMaxProcs = Field.integer(
        "goMaxProcs", .assumed(-1), in: -1...Int64.max, unit: "processors", doc: "Processors used at once; -1: all.")
}
