internal import JSON

/// What the controllers do that keep the datastore in step with Kubernetes.
public typealias KubeControllersConfiguration = Resource<KubeControllersConfigurationKind>

public enum KubeControllersConfigurationKind: ResourceKind {
    public typealias Spec = KubeControllersConfigurationSpec
    public typealias Status = KubeControllersConfigurationStatus

    public static let kind = Kind(
        "KubeControllersConfiguration", plural: "kubecontrollersconfigurations",
        aliases: ["kubecontrollersconfig", "kubecontrollersconfigs", "kcc", "kccs"], names: .only("default"),
        spec: KubeControllersConfigurationSpec.schema, status: KubeControllersConfigurationStatus.schema, alwaysHasStatus: true,
        doc: "Which controllers run that keep the datastore in step with Kubernetes, and how.")
}

public struct KubeControllersConfigurationSpec: Fields {
    public static let schema = Schema(KubeControllersConfigurationSpec())

    public let logSeverityScreen: Field<ControllerLogSeverity> = .choice(
        "logSeverityScreen", .assumed("Info"), doc: "The least severity of what is logged.")
    public let healthChecks: Field<Toggle> = .choice("healthChecks", .written("Enabled"), doc: "Whether the controllers tell if they are well.")
    public let etcdV3CompactionPeriod = Field.period(
        "etcdV3CompactionPeriod", .assumed("10m0s"), doc: "Time between compactions of etcd's history; 0: none are asked for.")
    public let prometheusMetricsPort = Field.integer(
        "prometheusMetricsPort", .written(9094), in: 0...65_535, doc: "TCP port of the metrics; 0: they are not served.")
    public let controllers: Field<Object<ControllersFields>> = .object(
        "controllers", .written([:]), doc: "The controllers that run; one that is absent does not.")
    public let debugProfilePort = Field.integer(
        "debugProfilePort", in: 0...65_535, doc: "TCP port of memory and CPU profiles; absent: none are served.")
}

public struct KubeControllersConfigurationStatus: Fields {
    public static let schema = Schema(KubeControllersConfigurationStatus())

    public let runningConfig: Field<Object<RunningControllersFields>> = .object(
        "runningConfig", .reported, .written(["controllers": [:]]), doc: "What is in force: the spec, overridden by environment variables.")
    public let environmentVars: Field<[String: String]> = .map(
        "environmentVars", .reported, to: TextRule(), doc: "The environment variables that override the spec.")
}

/// The configuration that is in force. It has the fields of the spec, and none of its defaults: what is absent is not in force.
public struct RunningControllersFields: Fields {
    public static let schema = Schema(RunningControllersFields())

    public let logSeverityScreen: Field<ControllerLogSeverity> = .choice("logSeverityScreen", doc: "The least severity of what is logged.")
    public let healthChecks: Field<Toggle> = .choice("healthChecks", doc: "Whether the controllers tell if they are well.")
    public let etcdV3CompactionPeriod = Field.period("etcdV3CompactionPeriod", doc: "Time between compactions of etcd's history.")
    public let prometheusMetricsPort = Field.integer("prometheusMetricsPort", in: 0...65_535, doc: "TCP port of the metrics.")
    public let controllers: Field<Object<ControllersFields>> = .object("controllers", .written([:]), doc: "The controllers that run.")
    public let debugProfilePort = Field.integer("debugProfilePort", in: 0...65_535, doc: "TCP port of memory and CPU profiles.")
}

/// The least severity of what the controllers log.
public enum ControllerLogSeverity: String, FieldValue, CaseIterable {
    /// Nothing is logged.
    case nothing = "None"
    case debug = "Debug"
    case info = "Info"
    case warning = "Warning"
    case error = "Error"
    case fatal = "Fatal"
    case panic = "Panic"
}
