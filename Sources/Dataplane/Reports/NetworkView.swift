public import Addresses

/// The host's links and what is connected to them.
public struct NetworkView: Hashable, Sendable {
    /// A network that an interface reaches without a router.
    public struct Connected: Hashable, Sendable {
        public var network: IPPrefix
        /// The name of the interface.
        public var interface: String

        public init(network: IPPrefix, interface: String) {
            self.network = network
            self.interface = interface
        }
    }

    /// In the order of their indexes.
    public var interfaces: [NetworkInterface]

    public init(interfaces: [NetworkInterface]) { self.interfaces = interfaces }

    /// The networks of the addresses of the interfaces that are up; those of one address alone are left out.
    public var connected: [Connected] {
        interfaces.filter(\.isUp).flatMap { interface in
            interface.addresses.filter { $0.length < $0.family.bits }.map { Connected(network: $0.network, interface: interface.name) }
        }
    }

    public func interface(named name: String) -> NetworkInterface? { interfaces.first { $0.name == name } }
}
