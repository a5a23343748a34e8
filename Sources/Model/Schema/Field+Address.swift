public import Addresses

extension Field where Value == IPAddress {
    /// One address; of one family where `family` tells.
    public static func address(_ name: String, _ traits: FieldTrait..., family: IPAddress.Family? = nil, doc: String) -> Field {
        Field(name, ParsedRule<IPAddress>.address(family), traits, doc)
    }
}

extension Field where Value == IPPrefix {
    /// A prefix with its length.
    ///
    /// - Parameters:
    ///   - isMasked: Host bits must be zero.
    ///   - keepsText: It is stored as it was written, not in canonical form.
    public static func prefix(
        _ name: String, _ traits: FieldTrait..., family: IPAddress.Family? = nil, isMasked: Bool = false, keepsText: Bool = true, doc: String
    ) -> Field {
        Field(name, ParsedRule<IPPrefix>.prefix(family, isMasked: isMasked, keepsText: keepsText), traits, doc)
    }
}

extension Field where Value == MACAddress {
    public static func mac(_ name: String, _ traits: FieldTrait..., doc: String) -> Field {
        Field(name, ParsedRule<MACAddress>("a MAC address such as 66:11:22:33:44:55", keepsText: true), traits, doc)
    }
}

extension Field where Value == PeerEndpoint {
    public static func peer(_ name: String, _ traits: FieldTrait..., doc: String) -> Field {
        let words = "an IP address, maybe with a port: 192.0.2.1, 192.0.2.1:179 or [2001:db8::1]:179"
        return Field(name, ParsedRule<PeerEndpoint>(words, keepsText: true), traits, doc)
    }
}

extension Field where Value == Network {
    /// A prefix or a single address; of one family where `family` tells.
    public static func network(_ name: String, _ traits: FieldTrait..., family: IPAddress.Family? = nil, doc: String) -> Field {
        Field(name, ParsedRule<Network>.network(family), traits, doc)
    }
}

extension ParsedRule where Value == IPAddress {
    static func address(_ family: IPAddress.Family?) -> Self {
        let words =
            switch family {
            case .v4?: "an IPv4 address"
            case .v6?: "an IPv6 address"
            case nil: "an IP address"
            }
        return Self(words, keepsText: true) { family == nil || $0.family == family ? nil : "is not \(words)" }
    }
}

extension ParsedRule where Value == IPPrefix {
    static func prefix(_ family: IPAddress.Family?, isMasked: Bool = false, keepsText: Bool = true) -> Self {
        let words =
            switch family {
            case .v4?: "an IPv4 prefix such as 10.65.0.0/16"
            case .v6?: "an IPv6 prefix such as fd00:65::/48"
            case nil: "a prefix such as 10.65.0.0/16 or fd00:65::/48"
            }
        return Self(words, keepsText: keepsText) { value in
            if let family, value.family != family { return "is not \(words)" }
            return isMasked && !value.isNetwork ? "has host bits set; the network is \(value.network)" : nil
        }
    }
}

extension ParsedRule where Value == Network {
    static var network: Self { network(nil) }

    static func network(_ family: IPAddress.Family?) -> Self {
        let words =
            switch family {
            case .v4?: "an IPv4 prefix or address"
            case .v6?: "an IPv6 prefix or address"
            case nil: "a prefix or an IP address"
            }
        return Self(words, keepsText: true) { family == nil || $0.prefix.family == family ? nil : "is not \(words)" }
    }
}
