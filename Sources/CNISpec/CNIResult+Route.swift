public import Addresses

extension CNIResult {
    /// One route inside the container. All but destination and gateway came with 1.1.0, but are written for 1.0.0 too.
    public struct Route: Sendable, Equatable {
        /// May have host bits: Calico's do.
        public var destination: IPPrefix
        public var gateway: IPAddress?
        /// Octets; nil when zero, as the next two.
        public var mtu: Int?
        /// Octets.
        public var advmss: Int?
        /// Lower is better.
        public var priority: Int?
        public var table: Int?
        /// linux/rtnetlink.h rt_scope_t.
        public var scope: Int?

        public init(_ destination: IPPrefix, gateway: IPAddress? = nil) {
            self.destination = destination
            self.gateway = gateway
        }

        init(_ members: Members) throws(CNIError) {
            self.init(try members.prefix("dst"), gateway: try members.address("gw"))
            mtu = try members.nonZero("mtu")
            advmss = try members.nonZero("advmss")
            priority = try members.nonZero("priority")
            table = try members.integer("table")
            scope = try members.integer("scope")
        }
    }
}

extension Members {
    /// An integer whose zero means "not given".
    func nonZero(_ key: String) throws(CNIError) -> Int? {
        try integer(key).flatMap { $0 == 0 ? nil : $0 }
    }
}
