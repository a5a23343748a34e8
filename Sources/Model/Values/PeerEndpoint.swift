public import Addresses
public import JSON

/// The address of a BGP peer, maybe with a TCP port: "192.0.2.1", "192.0.2.1:1790", "[2001:db8::1]:1790".
public struct PeerEndpoint: Hashable, Sendable, FieldValue {
    public let address: IPAddress
    /// nil: the port that the mesh listens on.
    public let port: UInt16?

    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self.init(text)
    }

    public init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        if let address = IPAddress(text) {
            self.address = address
            port = nil
            return
        }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(digits), port > 0 else { return nil }
        let host = text[..<colon]
        if host.first == "[", host.last == "]" {
            guard let address = IPAddress(host.dropFirst().dropLast()), address.family == .v6 else { return nil }
            self.address = address
        } else {
            guard let address = IPAddress(host), address.family == .v4 else { return nil }
            self.address = address
        }
        self.port = port
    }

    public var json: JSONValue {
        guard let port else { return .string(address.description) }
        return .string(address.family == .v4 ? "\(address):\(port)" : "[\(address)]:\(port)")
    }
}
