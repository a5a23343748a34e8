public import Addresses

/// An address and port that peers can connect to.
public struct ListenEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// 0.0.0.0 or :: for every address of the family.
    public var address: IPAddress
    public var port: UInt16

    public init(_ address: IPAddress, port: UInt16 = 179) {
        self.address = address
        self.port = port
    }

    /// "10.0.0.7:179", "[fd00::7]:179".
    public var description: String { address.family == .v4 ? "\(address):\(port)" : "[\(address)]:\(port)" }

    /// Parses what ``description`` writes, the port optional.
    public init?(_ text: String) {
        var host = Substring(text)
        var port: UInt16?
        if let colon = text.lastIndex(of: ":"), text.first == "[" ? text[..<colon].last == "]" : IPAddress(text) == nil {
            guard let number = UInt16(text[text.index(after: colon)...]), number > 0 else { return nil }
            host = text[..<colon]
            port = number
        }
        let isBracketed = host.first == "[" && host.last == "]"
        guard let address = IPAddress(isBracketed ? host.dropFirst().dropLast() : host), !isBracketed || address.family == .v6 else { return nil }
        // Without brackets the port could be part of the address.
        guard port == nil || isBracketed || address.family == .v4 else { return nil }
        self.init(address, port: port ?? 179)
    }
}
