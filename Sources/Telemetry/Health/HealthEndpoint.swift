public import Addresses

/// Where pages are served.
public struct HealthEndpoint: Hashable, Sendable {
    public var address: IPAddress
    /// 0: any that is free.
    public var port: UInt16
    public var pages: Set<HealthPage>

    public init(_ address: IPAddress, port: UInt16, pages: Set<HealthPage> = Set(HealthPage.allCases)) {
        self.address = address
        self.port = port
        self.pages = pages
    }

    /// The address of a host as settings name it: an address, or "localhost", which is 127.0.0.1; nil: no other name is looked up.
    public static func address(ofHost host: String) -> IPAddress? {
        IPAddress(host == "localhost" ? "127.0.0.1" : host)
    }
}

extension HealthEndpoint: CustomStringConvertible {
    /// "127.0.0.1:9099", "[::1]:9099".
    public var description: String { address.family == .v6 ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
