import Addresses
import TestSupport

extension SeededGenerator {
    mutating func wide() -> UInt128 { UInt128(next()) << 64 | UInt128(next()) }

    /// An address of either family; runs of zero octets, which text shortens, come often.
    mutating func address() -> IPAddress {
        let family: IPAddress.Family = Bool.random(using: &self) ? .v4 : .v6
        let octets = octets(family.octets).map { Bool.random(using: &self) ? $0 : 0 }
        return IPAddress(family: family, octets: octets)
    }

    /// A prefix of any length, host bits set or not; nil never happens.
    mutating func prefix() -> IPPrefix? {
        let address = address()
        return IPPrefix(address, length: Int.random(in: 0...address.family.bits, using: &self))
    }
}
