/// Routes are kept while the speaker restarts (RFC 4724 §3, RFC 8538 §2).
public struct GracefulRestartCapability: Hashable, Sendable {
    static let code: UInt8 = 64
    /// Seconds that fit into the twelve bits of the restart time.
    public static let maximumRestartTime: UInt16 = 4095

    /// A family whose routes are to be kept.
    public struct Family: Hashable, Sendable {
        public let family: AddressFamily
        /// F: packets were forwarded all through the restart.
        public let forwardingPreserved: Bool

        public init(_ family: AddressFamily, forwardingPreserved: Bool) {
            self.family = family
            self.forwardingPreserved = forwardingPreserved
        }
    }

    /// R: the speaker has just restarted; its peer should not wait for its End-of-RIB.
    public var restarting: Bool
    /// N: routes are kept also after a NOTIFICATION, unless it is a hard reset (RFC 8538 §2).
    public var notificationSupport: Bool
    /// Seconds until the session is up again after a restart, at most 4095.
    public let restartTime: UInt16
    public var families: [Family]

    /// - Parameters:
    ///   - restarting: The speaker has just restarted.
    ///   - notificationSupport: Routes are kept also after a NOTIFICATION.
    ///   - restartTime: Seconds; taken as 4095 when it is more.
    ///   - families: Families whose routes are to be kept.
    public init(restarting: Bool = false, notificationSupport: Bool = false, restartTime: UInt16, families: [Family]) {
        self.restarting = restarting
        self.notificationSupport = notificationSupport
        self.restartTime = min(restartTime, Self.maximumRestartTime)
        self.families = families
    }

    init(decoding value: RawSpan) throws(BGPError) {
        guard value.byteCount % 4 == 2 else {
            throw Capability.badLength("graceful restart", value.byteCount, expected: "2 and a multiple of 4")
        }
        let word = value.uint16(0)
        restarting = word & 0x8000 != 0
        notificationSupport = word & 0x4000 != 0
        restartTime = word & 0x0fff
        families = stride(from: 2, to: value.byteCount, by: 4).map {
            Family(AddressFamily(afi: value.uint16($0), safi: value.octet($0 + 2)), forwardingPreserved: value.octet($0 + 3) & 0x80 != 0)
        }
    }

    func encode(into out: inout [UInt8]) {
        out.append(uint16: restartTime | (restarting ? 0x8000 : 0) | (notificationSupport ? 0x4000 : 0))
        for family in families {
            out.append(uint16: family.family.afi)
            out.append(family.family.safi)
            out.append(family.forwardingPreserved ? 0x80 : 0)
        }
    }
}

extension GracefulRestartCapability: CustomStringConvertible {
    public var description: String {
        var parts = ["\(restartTime) s"]
        if restarting { parts.append("restarting") }
        if notificationSupport { parts.append("through notifications") }
        parts += families.map { $0.forwardingPreserved ? "\($0.family) forwarded" : "\($0.family)" }
        return parts.joined(separator: ", ")
    }
}
