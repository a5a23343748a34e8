import BGPCore
import BGPWire

/// Values that the session tests share.
enum SessionValues {
    static let localAS: ASNumber = 64512
    static let remoteAS: ASNumber = 64513
    static let localIdentifier = BGPIdentifier(0x0a00_0002)
    static let largerIdentifier = BGPIdentifier(0x0a00_0003)
    static let smallerIdentifier = BGPIdentifier(0x0a00_0001)

    static func configuration(_ change: (inout SessionConfiguration) -> Void = { _ in }) -> SessionConfiguration {
        var configuration = SessionConfiguration(localAS: localAS, identifier: localIdentifier, expectedAS: remoteAS)
        change(&configuration)
        return configuration
    }

    /// With graceful restart of both families, NOTIFICATIONs included.
    static func restartConfiguration(_ change: (inout GracefulRestartSettings) -> Void = { _ in }) -> SessionConfiguration {
        configuration {
            $0.families = [.ipv4, .ipv6]
            var settings = GracefulRestartSettings()
            settings.families = [.ipv4, .ipv6]
            change(&settings)
            $0.gracefulRestart = settings
        }
    }

    /// The peer's OPEN.
    static func open(
        asNumber: ASNumber = remoteAS, identifier: BGPIdentifier = smallerIdentifier, holdTime: UInt16 = 90, families: UnicastFamilies = .ipv4,
        restart: GracefulRestartCapability? = nil, longLived: LongLivedGracefulRestartCapability? = nil
    ) -> OpenMessage {
        var capabilities = families.families.map { Capability.multiprotocol($0) } + [.fourOctetAS(asNumber), .routeRefresh]
        if let restart { capabilities.append(.gracefulRestart(restart)) }
        if let longLived { capabilities.append(.longLivedGracefulRestart(longLived)) }
        return OpenMessage(asNumber: asNumber, holdTime: holdTime, identifier: identifier, capabilities: capabilities)
    }

    /// The peer's OPEN with graceful restart of both families.
    static func restartOpen(
        time: UInt16 = 100, notifications: Bool = true, families: UnicastFamilies = [.ipv4, .ipv6], forwarding: UnicastFamilies = [.ipv4, .ipv6],
        longLived: [LongLivedGracefulRestartCapability.Family]? = nil
    ) -> OpenMessage {
        open(
            families: [.ipv4, .ipv6],
            restart: GracefulRestartCapability(
                notificationSupport: notifications, restartTime: time,
                families: families.families.map { .init($0, forwardingPreserved: forwarding.contains($0)) }),
            longLived: longLived.map { LongLivedGracefulRestartCapability($0) })
    }

    static let shutdown = NotificationMessage.cease(.administrativeShutdown)
}

extension PeerMachine {
    /// A machine that has gone through the events.
    init(_ configuration: SessionConfiguration, seed: UInt64 = 1, after events: [SessionEvent]) {
        self.init(configuration, seed: seed)
        for event in events { _ = handle(event) }
    }

    /// The texts of what the events lead to, all in one.
    mutating func texts(_ events: [SessionEvent], own: SessionLink = .outgoing) -> String {
        events.flatMap { handle($0) }.texts(own: own)
    }
}

extension SessionEvent {
    /// The connection of a link is there.
    static func connected(_ link: SessionLink) -> SessionEvent { link == .outgoing ? .dialed : .accepted }

    /// From nothing to Established on a link.
    static func establishing(_ link: SessionLink, _ open: OpenMessage) -> [SessionEvent] {
        [.start, .connected(link), .received(link, .open(open)), .received(link, .keepalive)]
    }
}
