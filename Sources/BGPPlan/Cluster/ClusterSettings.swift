internal import Addresses
internal import BGPWire
internal import Model

/// What the BGPConfiguration named default says, with what holds where it says nothing.
struct ClusterSettings: Sendable {
    let isMesh: Bool
    let asNumber: BGPWire.ASNumber
    /// nil: not set.
    let listenPort: UInt16?
    let meshPassword: SecretReference?
    let meshRestartTime: UInt16?
    let bindsNodeAddress: Bool
    let logSeverity: LogSeverity
    let ignoredInterfaces: [String]
    let routes: ClusterRoutes
    let priority4: UInt32
    let priority6: UInt32
    /// Prefixes of services that every node tells as they are.
    let services: [IPPrefix]
    /// Load balancer and external prefixes, which route reflectors pass on.
    let reflectedServices: [IPPrefix]
    let advertisements: [PrefixCommunities]
    let remarks: [PlanRemark]

    init(_ configuration: BGPConfiguration?) {
        let spec = (configuration ?? BGPConfiguration(name: "default")).spec
        isMesh = spec.nodeToNodeMeshEnabled ?? true
        asNumber = spec.asNumber.flatMap { $0.value > 0 ? BGPWire.ASNumber($0.value) : nil } ?? 64512
        listenPort = spec.listenPort.flatMap { UInt16(exactly: $0) }.flatMap { $0 > 0 ? $0 : nil }
        meshPassword = isMesh ? SecretReference(spec.nodeMeshPassword) : nil
        meshRestartTime = isMesh ? spec.nodeMeshMaxRestartTime?.wholeSeconds : nil
        bindsNodeAddress = spec.bindMode == .nodeIP
        logSeverity = spec.logSeverityScreen ?? .info
        ignoredInterfaces = spec.ignoredInterfaces ?? []
        routes = spec.programClusterRoutes ?? .unencapsulatedOnly
        priority4 = RoutePriority.given(spec.ipv4NormalRoutePriority)
        priority6 = RoutePriority.given(spec.ipv6NormalRoutePriority)
        let cluster = Self.prefixes(spec.serviceClusterIPs)
        let external = Self.prefixes(spec.serviceExternalIPs)
        let balancers = Self.prefixes(spec.serviceLoadBalancerIPs)
        let isAggregated = spec.serviceLoadBalancerAggregation != .disabled
        services = (cluster + external.filter { !$0.isSingle } + (isAggregated ? balancers.filter { !$0.isSingle } : [])).sortedOnce
        reflectedServices = (balancers + external).sortedOnce
        (advertisements, remarks) = PrefixCommunities.read(spec, subject: "BGPConfiguration(default)")
    }

    private static func prefixes(_ blocks: [Object<AdvertisedBlockFields>]?) -> [IPPrefix] {
        (blocks ?? []).compactMap { $0.cidr?.prefix.network }
    }
}

extension SecretReference {
    init?(_ password: Object<BGPPasswordFields>?) {
        guard let reference = password?.secretKeyRef, let name = reference.name, let key = reference.key else { return nil }
        self.init(name: name, key: key)
    }
}

extension GoDuration {
    /// Half a second counts as one.
    var wholeSeconds: UInt16 { UInt16(clamping: (max(0, min(nanoseconds, 1 << 62)) + 500_000_000) / 1_000_000_000) }
}
