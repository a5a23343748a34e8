internal import Addresses
internal import BGPCore
internal import BGPPlan
internal import BGPWire
internal import Speaker

extension PeerConfiguration {
    /// The speaker's side of a planned session. Peers are told apart by their address: a session that only gets another name is not touched.
    ///
    /// - Parameters:
    ///   - plan: What Calico's resources say.
    ///   - identifier: This speaker's.
    ///   - restart: What is told of this node's restarts; the plan may have another restart time.
    ///   - password: The TCP-MD5 password that the plan names.
    init(_ plan: SessionPlan, identifier: BGPIdentifier, restart: GracefulRestartSettings, password: String?) {
        var session = SessionConfiguration(localAS: plan.localAS, identifier: identifier, expectedAS: plan.remoteAS)
        session.holdTime = plan.holdTime
        session.keepaliveTime = plan.keepaliveTime
        session.families = plan.address.family == .v4 ? .ipv4 : .ipv6
        session.isPassive = plan.isPassive
        // Nodes that start together find each other in a second; one that is away is tried less and less often.
        session.connectRetryTime = .seconds(1)
        session.errorHoldTime = .seconds(1)
        var settings = restart
        settings.families = session.families
        settings.forwardingPreserved = restart.forwardingPreserved.intersection(session.families)
        if let time = plan.restartTime { settings.restartTime = time }
        session.gracefulRestart = settings
        self.init(name: "\(plan.address)", address: plan.address, session: session)
        port = plan.port ?? 179
        source = plan.source
        self.password = password
        hopLimit = plan.maximumHops.map { .security(maximumHops: $0) } ?? .system
        routes.isClient = plan.isClient
        routes.localAS = plan.localAS
        routes.importPolicy.filters = plan.importFilters
        routes.importPolicy.allowedOwnAS = plan.allowedOwnAS
        routes.exportPolicy.filters = plan.exportFilters
        routes.exportPolicy.nextHop = plan.nextHop
    }
}
