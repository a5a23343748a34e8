/// An address with a prefix length: an interface address ("10.65.0.2/26") or, when ``isNetwork``, a network.
public struct IPPrefix: Hashable, Sendable {
    public let address: IPAddress
    /// Bits of the network part: 0 to 32, or 0 to 128.
    public let length: Int

    /// nil when `length` does not fit the family.
    public init?(_ address: IPAddress, length: Int) {
        guard length >= 0, length <= address.family.bits else { return nil }
        self.address = address
        self.length = length
    }

    /// The prefix of one address: /32 or /128.
    public init(host address: IPAddress) {
        self.address = address
        length = address.family.bits
    }

    /// Parses "address/length"; nil when either part is missing or wrong ("10.0.0.0/033" is).
    ///
    /// Concrete on purpose: a generic parser makes the runtime look up type metadata, which costs a slim program more than the parsing.
    public init?(_ text: String) {
        guard let slash = text.firstIndex(of: "/"), let address = IPAddress(text[..<slash]) else { return nil }
        let digits = text[text.index(after: slash)...]
        guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        guard digits.utf8.count == 1 || digits.utf8.first != 48, let length = Int(digits) else { return nil }
        self.init(address, length: length)
    }

    /// "All addresses of a family": 0.0.0.0/0 or ::/0.
    public static func all(_ family: IPAddress.Family) -> IPPrefix {
        IPPrefix(unchecked: IPAddress(family: family, value: 0), length: 0)
    }

    private init(unchecked address: IPAddress, length: Int) {
        self.address = address
        self.length = length
    }

    public var family: IPAddress.Family { address.family }

    private var hostMask: UInt128 {
        let hostBits = family.bits - length
        return hostBits == 128 ? .max : (1 << UInt128(hostBits)) - 1
    }

    /// First address of the network.
    public var first: IPAddress { IPAddress(family: family, value: address.value & ~hostMask) }
    /// Last address of the network (the broadcast address in an IPv4 subnet).
    public var last: IPAddress { IPAddress(family: family, value: address.value | hostMask) }
    /// The same prefix with the host part zero.
    public var network: IPPrefix { IPPrefix(unchecked: first, length: length) }
    /// Whether the host part is zero.
    public var isNetwork: Bool { address == first }

    public func contains(_ other: IPAddress) -> Bool {
        other.family == family && other.value & ~hostMask == address.value & ~hostMask
    }

    public func contains(_ other: IPPrefix) -> Bool {
        other.length >= length && contains(other.address)
    }

    public func overlaps(_ other: IPPrefix) -> Bool {
        contains(other.address) || other.contains(address)
    }
}

extension IPPrefix: CustomStringConvertible {
    public var description: String { "\(address)/\(length)" }
}

extension IPPrefix: Comparable {
    /// By address, IPv4 first, then by length.
    public static func < (left: IPPrefix, right: IPPrefix) -> Bool {
        left.address == right.address ? left.length < right.length : left.address < right.address
    }
}
