/// What an ADD made, in the shape of CNI spec 1.1.0 ("Success"); older shapes are read and written from it.
public struct CNIResult: Sendable, Equatable {
    public var interfaces: [Interface]
    /// `ips`.
    public var addresses: [Address]
    public var routes: [Route]
    public var dns: DNS

    public init(interfaces: [Interface] = [], addresses: [Address] = [], routes: [Route] = [], dns: DNS = DNS()) {
        self.interfaces = interfaces
        self.addresses = addresses
        self.routes = routes
        self.dns = dns
    }
}
