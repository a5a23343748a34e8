internal import Addresses
internal import Model
internal import Selectors

extension NodeOption {
    /// The node's address of a family.
    static func address(_ key: String, _ environment: [String], _ family: IPAddress.Family, standard: String, help: String) -> Self
    where Value == AddressChoice {
        Self(
            key, environment, .identity, placeholder: "ADDRESS",
            allowed: "an IPv\(family.rawValue) address that others can reach, with or without a length, autodetect or none", initial: .unset,
            standard: standard, help: help, show: { "\($0)" }, read: { AddressChoice($0, family) })
    }

    static func method(_ key: String, _ environment: [String], _ family: IPAddress.Family, help: String) -> Self
    where Value == AutodetectionMethod {
        Self(
            key, environment, .identity, placeholder: "METHOD", allowed: AutodetectionMethod.allowed, initial: .firstFound, help: help,
            show: { "\($0)" }, read: { AutodetectionMethod($0, family) })
    }

    /// An AS number that a speaker may have: neither 0 (RFC 7607) nor 23456, which stands for larger ones (RFC 6793 §4.1).
    static func asNumber(_ key: String, _ environment: [String], help: String) -> Self where Value == ASNumber? {
        Self(
            key, environment, .bgp, placeholder: "NUMBER", allowed: "1 to 4294967295 but 23456, also dotted as in 1.10", initial: nil,
            standard: "that of BGPConfiguration, 64512 unless it has another", help: help, show: { $0.map { "\($0)" } ?? "" },
            read: { text in ASNumber(text).flatMap { $0.value == 0 || $0.value == 23456 ? nil : .some($0) } })
    }

    /// The network of a default pool.
    static func pool(_ key: String, _ environment: [String], _ family: IPAddress.Family, standard: String) -> Self where Value == PoolCIDRChoice {
        Self(
            key, environment, .pools, placeholder: "NETWORK",
            allowed: "an IPv\(family.rawValue) network with no bit set behind its length, or none", initial: .automatic, standard: standard,
            help: "The network of the default IPv\(family.rawValue) pool; none: no pool of this family.", show: { "\($0)" },
            read: { PoolCIDRChoice($0, family) })
    }

    static func encapsulation(_ key: String, _ environment: [String], help: String) -> Self where Value == EncapsulationMode {
        .choice(key, environment, .pools, initial: .never, synonyms: ["off": .never, "cross-subnet": .crossSubnet], help: help)
    }

    static func selector(_ key: String, _ environment: [String], help: String) -> Self where Value == String? {
        .text(
            key, environment, .pools, "SELECTOR", allowed: "a selector, such as rack == \"1\"", standard: "all nodes", help: help,
            read: { (try? Selector(parsing: $0)) == nil ? nil : $0 })
    }

    /// Addresses that a server listens on; "localhost" is 127.0.0.1, as upstream's resolver has it.
    static func host(_ key: String, _ environment: [String], help: String) -> Self where Value == [IPAddress] {
        .list(
            key, environment, .health, "ADDRESSES", allowed: "addresses between commas; localhost is 127.0.0.1",
            initial: [IPAddress(family: .v4, value: 0x7f00_0001)], help: help, show: { "\($0)" }, accept: { !$0.isEmpty },
            read: { $0.lowercased() == "localhost" ? IPAddress(family: .v4, value: 0x7f00_0001) : IPAddress($0) })
    }
}
