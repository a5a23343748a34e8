internal import JSON

/// What the node agent tells of itself: reports, health, metrics.
public struct FelixMonitoringFields: Fields {
    public static let schema = Schema(FelixMonitoringFields())

    public let reportingInterval = Field.period(
        "reportingInterval", .assumed("30s"), .settingName("ReportingIntervalSecs"),
        doc: "Time between reports into the datastore; 0: none. OpenStack needs them.")
    public let reportingTTL = Field.period(
        "reportingTTL", .assumed("1m30s"), .settingName("ReportingTTLSecs"), doc: "How long a report is valid.")
    public let endpointReportingEnabled = Field.flag(
        "endpointReportingEnabled", .assumed(false), doc: "The state of each endpoint is reported into the datastore; OpenStack needs it.")
    public let endpointReportingDelay = Field.period(
        "endpointReportingDelay", .assumed("1s"), .settingName("EndpointReportingDelaySecs"),
        doc: "How long a report of an endpoint waits for more to come.")
    public let endpointStatusPathPrefix = Field.text(
        "endpointStatusPathPrefix", .assumed("/var/run/calico"),
        doc: "Folder with a file for each endpoint whose policy is in place; CNI plugins wait for it.")
    public let healthEnabled = Field.flag("healthEnabled", .assumed(false), doc: "The agent serves /liveness and /readiness.")
    public let healthHost = Field.text(
        "healthHost", .assumed("localhost"), form: host, { Name.isHost($0) }, doc: "Address or name that these are served at.")
    public let healthPort = Field.integer("healthPort", .assumed(9099), in: 0...65_535, doc: "TCP port that these are served at.")
    public let healthTimeoutOverrides: Field<[Object<HealthTimeoutFields>]> = .objects(
        "healthTimeoutOverrides", doc: "How long parts of the agent may be silent before it calls itself unwell.")
    public let prometheusMetricsEnabled = Field.flag("prometheusMetricsEnabled", .assumed(false), doc: "The agent serves metrics.")
    public let prometheusMetricsHost = Field.text(
        "prometheusMetricsHost", form: host, { Name.isHost($0) }, doc: "Address or name that metrics are served at; absent: all addresses.")
    public let prometheusMetricsPort = Field.integer(
        "prometheusMetricsPort", .assumed(9091), in: 0...65_535, doc: "TCP port that metrics are served at.")
    public let prometheusGoMetricsEnabled = Field.flag("prometheusGoMetricsEnabled", .assumed(true), doc: "Metrics tell of the language's run time.")
    public let prometheusProcessMetricsEnabled = Field.flag("prometheusProcessMetricsEnabled", .assumed(true), doc: "Metrics tell of the process.")
    public let prometheusWireGuardMetricsEnabled = Field.flag("prometheusWireGuardMetricsEnabled", .assumed(true), doc: "Metrics tell of WireGuard.")
    public let prometheusMetricsCAFile = Field.text(
        "prometheusMetricsCAFile", doc: "File with the authorities of clients' certificates; metrics are served over TLS then.")
    public let prometheusMetricsCertFile = Field.text("prometheusMetricsCertFile", doc: "File with the certificate of the metrics' server.")
    public let prometheusMetricsKeyFile = Field.text("prometheusMetricsKeyFile", doc: "File with the key of the metrics' server.")
    public let prometheusMetricsClientAuth: Field<MetricsClientAuthentication> = .choice(
        "prometheusMetricsClientAuth", .assumed("NoClientCert"), doc: "Which certificates the metrics' clients need.")

    private static let host = "an address or a host name of at most 64 octets"
}

/// How long one part of the agent may be silent.
public struct HealthTimeoutFields: Fields {
    public static let schema = Schema(HealthTimeoutFields())

    public let name = Field.text(
        "name", .required, form: "letters, digits, _, - and spaces",
        { !$0.isEmpty && $0.utf8.allSatisfy { ($0 == UInt8(ascii: " ") || Name.isIdentifierOctet($0)) && $0 != UInt8(ascii: ".") } },
        doc: "The part, as the agent's log calls it.")
    public let timeout = Field.period("timeout", .required, doc: "How long it may be silent; 0: for ever.")
}

/// Which certificates clients of the metrics need.
public enum MetricsClientAuthentication: String, FieldValue, CaseIterable {
    case requireAndVerify = "RequireAndVerifyClientCert"
    /// One, from whomever.
    case requireAny = "RequireAnyClientCert"
    /// None, but a right one if there is one.
    case verifyIfGiven = "VerifyClientCertIfGiven"
    case notAsked = "NoClientCert"
}
