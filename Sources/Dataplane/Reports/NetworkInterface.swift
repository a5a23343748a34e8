public import Addresses

/// An interface of the host with its addresses.
public struct NetworkInterface: Hashable, Sendable {
    /// An address of the interface.
    public struct Address: Hashable, Sendable {
        /// With its host part: 10.0.0.7/24.
        public var prefix: IPPrefix
        /// Tentative, deprecated or of failed duplicate address detection: not to be used as a source yet, or any more.
        public var isUnsettled: Bool

        public init(prefix: IPPrefix, isUnsettled: Bool) {
            self.prefix = prefix
            self.isUnsettled = isUnsettled
        }
    }

    public var index: Int32
    public var name: String
    /// Switched on (`IFF_UP`).
    public var isUp: Bool
    /// The lower layer is there (`IFF_LOWER_UP`).
    public var hasCarrier: Bool
    /// Octets.
    public var mtu: Int
    public var mac: MACAddress?
    public var details: [Address] = []

    public init(index: Int32, name: String, isUp: Bool, hasCarrier: Bool, mtu: Int, mac: MACAddress?) {
        self.index = index
        self.name = name
        self.isUp = isUp
        self.hasCarrier = hasCarrier
        self.mtu = mtu
        self.mac = mac
    }

    /// Its addresses, in order, each with its host part.
    public var addresses: [IPPrefix] { details.map(\.prefix) }
}
