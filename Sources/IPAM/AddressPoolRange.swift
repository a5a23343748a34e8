public import Addresses

extension AddressPool {
    /// A part of one subnet that pods are given addresses from.
    ///
    /// Reserved, hence never handed out (RFC 1122 §3.2.1.3, RFC 3021, RFC 4291 §2.6.1, RFC 6164):
    /// - IPv4 up to /30: the network address, the broadcast address, the gateway;
    /// - IPv6 up to /126: the subnet-router anycast address (the first), the gateway;
    /// - /31, /32, /127, /128: only a gateway that is named.
    public struct Range: Hashable, Sendable {
        /// The network the addresses belong to; pods get its prefix length.
        public let subnet: IPPrefix
        /// First and last address to hand out, reserved ones in between are left out.
        public let span: AddressRange
        /// The one named, else the first host address of a subnet that reserves one.
        public let gateway: IPAddress?

        /// - Parameters:
        ///   - subnet: A network: its host part is zero.
        ///   - first: Start of the span ("rangeStart"); the first host address when nil.
        ///   - last: End of the span ("rangeEnd"); the last host address when nil.
        ///   - gateway: An address of the subnet's family, in the subnet or elsewhere.
        public init(subnet: IPPrefix, first: IPAddress? = nil, last: IPAddress? = nil, gateway: IPAddress? = nil) throws(PoolError) {
            guard subnet.isNetwork else { throw .hostBits(subnet) }
            if let first, !subnet.contains(first) { throw .outsideSubnet(option: "rangeStart", first, subnet) }
            if let last, !subnet.contains(last) { throw .outsideSubnet(option: "rangeEnd", last, subnet) }
            if let gateway, gateway.family != subnet.family { throw .gatewayFamily(gateway, subnet) }
            let start = first ?? (Self.isPointToPoint(subnet) ? subnet.first : subnet.firstHost)
            let end = last ?? (Self.hasBroadcast(subnet) ? IPAddress(family: .v4, value: subnet.last.value - 1) : subnet.last)
            guard let span = AddressRange(start, end) else { throw .startAfterEnd(start, end) }
            self.subnet = subnet
            self.span = span
            self.gateway = gateway ?? (Self.isPointToPoint(subnet) ? nil : subnet.firstHost)
        }

        public var family: IPAddress.Family { subnet.family }

        /// Visits what this range keeps from being handed out.
        func visitReserved(_ body: (IPAddress) -> Void) {
            if !Self.isPointToPoint(subnet) { body(subnet.first) }
            if Self.hasBroadcast(subnet) { body(subnet.last) }
            if let gateway { body(gateway) }
        }

        /// Whether `address` is the subnet's first or broadcast address and as such kept back.
        func reserves(_ address: IPAddress) -> Bool {
            (!Self.isPointToPoint(subnet) && address == subnet.first) || (Self.hasBroadcast(subnet) && address == subnet.last)
        }

        /// Two addresses or one: no address has a special meaning.
        private static func isPointToPoint(_ subnet: IPPrefix) -> Bool { subnet.length > subnet.family.bits - 2 }

        private static func hasBroadcast(_ subnet: IPPrefix) -> Bool { subnet.family == .v4 && !isPointToPoint(subnet) }
    }
}

extension IPPrefix {
    /// The address after the network's first.
    fileprivate var firstHost: IPAddress { IPAddress(family: family, value: first.value + 1) }
}
