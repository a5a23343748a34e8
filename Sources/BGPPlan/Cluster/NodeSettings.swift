internal import Model

/// What the BGPConfiguration of one node says: three fields are honoured there.
struct NodeSettings: Sendable {
    let listenPort: UInt16?
    let logSeverity: LogSeverity?
    let advertisements: [PrefixCommunities]
    let remarks: [PlanRemark]

    init(_ configuration: BGPConfiguration?) {
        guard let configuration else {
            (listenPort, logSeverity, advertisements, remarks) = (nil, nil, [], [])
            return
        }
        let spec = configuration.spec
        listenPort = spec.listenPort.flatMap { UInt16(exactly: $0) }.flatMap { $0 > 0 ? $0 : nil }
        logSeverity = spec.logSeverityScreen
        (advertisements, remarks) = PrefixCommunities.read(spec, subject: "BGPConfiguration(\(configuration.name))")
    }
}
