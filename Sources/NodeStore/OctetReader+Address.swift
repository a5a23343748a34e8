internal import Addresses
internal import LMDB

extension OctetReader {
    mutating func address(_ family: IPAddress.Family) -> IPAddress? {
        guard let octets = take(family.octets) else { return nil }
        var value: UInt128 = 0
        for octet in octets { value = value << 8 | UInt128(octet) }
        return IPAddress(family: family, value: value)
    }

    mutating func family() -> IPAddress.Family? { octet().flatMap { IPAddress.Family(rawValue: $0) } }

    mutating func span() -> AddressRange? {
        guard let family = family(), let first = address(family), let last = address(family) else { return nil }
        return AddressRange(first, last)
    }
}
