internal import JSON

/// What workloads may do, and services between them and the rest.
public struct FelixWorkloadFields: Fields {
    public static let schema = Schema(FelixWorkloadFields())

    public let policySyncPathPrefix = Field.text(
        "policySyncPathPrefix", doc: "Folder with unix sockets over which workloads' proxies get their policies; absent: none.")
    public let sidecarAccelerationEnabled = Field.flag(
        "sidecarAccelerationEnabled", .assumed(false), doc: "On trial: packets between a workload and its proxy skip the network stack.")
    public let serviceLoopPrevention: Field<ServiceLoopPrevention> = .choice(
        "serviceLoopPrevention", .assumed("Drop"),
        doc: "What becomes of packets to addresses of services that no service has, so that they do not go in circles.")
    public let workloadSourceSpoofing: Field<SourceSpoofing> = .choice(
        "workloadSourceSpoofing", .assumed("Disabled"), doc: "Whether a pod may ask by annotation to send from addresses that are not its own.")
    public let floatingIPs: Field<Toggle> = .choice(
        "floatingIPs", .written("Disabled"), doc: "Workloads get the floating addresses they ask for; those of OpenStack they always get.")
    public let istioAmbientMode: Field<Toggle> = .choice("istioAmbientMode", .assumed("Disabled"), doc: "Works together with Istio's ambient mode.")
    public let istioDSCPMark = Field.codePoint(
        "istioDSCPMark", .assumed(23), doc: "The code point that marks packets of Istio's ambient mode.")
}

/// What becomes of packets to addresses of services that no service has.
public enum ServiceLoopPrevention: String, CaselessWord {
    case drop = "Drop"
    case reject = "Reject"
    /// They go on.
    case disabled = "Disabled"
}

/// Whether pods may send from addresses that are not their own.
public enum SourceSpoofing: String, CaselessWord {
    case disabled = "Disabled"
    case any = "Any"
}
