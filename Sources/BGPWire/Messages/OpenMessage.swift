/// OPEN: who the speaker is and what it can do (RFC 4271 §4.2).
public struct OpenMessage: Hashable, Sendable {
    /// BGP-4.
    public static let version: UInt8 = 4

    /// My Autonomous System: two octets, AS_TRANS when the number does not fit.
    public let asField: UInt16
    /// Seconds; 0 for no hold timer, else 3 or more.
    public var holdTime: UInt16
    public var identifier: BGPIdentifier
    /// In order, as often as they were given.
    public var capabilities: [Capability]

    /// - Parameters:
    ///   - asNumber: The speaker's AS; one of four octets is told by ``Capability/fourOctetAS(_:)``, which belongs into `capabilities`.
    ///   - holdTime: Seconds; 0 or 3 and more.
    ///   - identifier: Not zero.
    ///   - capabilities: Written in this order.
    public init(asNumber: ASNumber, holdTime: UInt16, identifier: BGPIdentifier, capabilities: [Capability]) {
        asField = asNumber.twoOctets
        self.holdTime = holdTime
        self.identifier = identifier
        self.capabilities = capabilities
    }

    init(asField: UInt16, holdTime: UInt16, identifier: BGPIdentifier, capabilities: [Capability]) {
        self.asField = asField
        self.holdTime = holdTime
        self.identifier = identifier
        self.capabilities = capabilities
    }

    /// The speaker's AS: of the 4-octet AS capability, else of the two-octet field (RFC 6793 §4.1).
    public var asNumber: ASNumber { fourOctetAS ?? ASNumber(UInt32(asField)) }
}

/// What the capabilities say, the rules for several of one code applied.
extension OpenMessage {
    /// The families, in order and once; IPv4 unicast when no capability names one (RFC 4760 §8).
    public var families: [AddressFamily] {
        var families: [AddressFamily] = []
        for case .multiprotocol(let family) in capabilities where !families.contains(family) { families.append(family) }
        return families.isEmpty ? [.ipv4Unicast] : families
    }

    public var fourOctetAS: ASNumber? {
        for case .fourOctetAS(let number) in capabilities { return number }
        return nil
    }

    /// The last instance counts (RFC 4724 §3).
    public var gracefulRestart: GracefulRestartCapability? {
        for case .gracefulRestart(let capability) in capabilities.reversed() { return capability }
        return nil
    }

    /// nil also without graceful restart (RFC 9494 §4.1); the last instance counts.
    public var longLivedGracefulRestart: LongLivedGracefulRestartCapability? {
        guard gracefulRestart != nil else { return nil }
        for case .longLivedGracefulRestart(let capability) in capabilities.reversed() { return capability }
        return nil
    }

    public var routeRefresh: Bool { capabilities.contains(.routeRefresh) }
    public var enhancedRouteRefresh: Bool { capabilities.contains(.enhancedRouteRefresh) }
    public var extendedMessage: Bool { capabilities.contains(.extendedMessage) }

    /// Whether IPv4 unicast routes may have IPv6 next hops (RFC 8950 §4).
    public var extendedNextHop: Bool {
        for case .extendedNextHop(let capability) in capabilities where capability.encodings.contains(.ipv4OverIPv6) { return true }
        return false
    }

    /// What was said of several paths in a family; the last entry counts (RFC 7911 §4).
    public func addPath(_ family: AddressFamily) -> AddPathCapability.Mode? {
        for case .addPath(let capability) in capabilities.reversed() {
            if let entry = capability.families.last(where: { $0.family == family }) { return entry.mode }
        }
        return nil
    }
}

extension OpenMessage: CustomStringConvertible {
    public var description: String {
        "OPEN from AS \(asNumber), identifier \(identifier), hold time \(holdTime) s: \(capabilities.map(\.description).joined(separator: "; "))"
    }
}
