public import Addresses

extension CNIResult {
    /// One entry of `ips`.
    public struct Address: Sendable, Equatable {
        public var address: IPPrefix
        public var gateway: IPAddress?
        /// An index of ``CNIResult/interfaces``.
        public var interface: Int?

        public init(_ address: IPPrefix, gateway: IPAddress? = nil, interface: Int? = nil) {
            self.address = address
            self.gateway = gateway
            self.interface = interface
        }

        /// - Parameter interfaces: How many interfaces the result lists.
        init(_ members: Members, interfaces: Int) throws(CNIError) {
            self.init(try members.prefix("address"), gateway: try members.address("gateway"), interface: try members.integer("interface"))
            guard let interface else { return }
            guard (0..<interfaces).contains(interface) else {
                throw members.invalid("interface", "the index of one of the interfaces", found: "\(interface), they are \(interfaces)")
            }
        }
    }
}

extension Members {
    /// A member that has to be "address/length".
    func prefix(_ key: String) throws(CNIError) -> IPPrefix {
        let text = try string(key)
        guard let prefix = text.flatMap({ IPPrefix($0) }) else { throw invalid(key, "an address and prefix length", found: text?.quoted) }
        return prefix
    }

    /// A member that may be an address; the empty string is none.
    func address(_ key: String) throws(CNIError) -> IPAddress? {
        guard let text = try text(key) else { return nil }
        guard let address = IPAddress(text) else { throw invalid(key, "an address", found: text.quoted) }
        return address
    }
}
