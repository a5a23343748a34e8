import Addresses
import TestSupport
import Testing

/// An address that the text must be.
func address(_ text: some StringProtocol) throws -> IPAddress { try #require(IPAddress(String(text))) }

/// A prefix that the text must be.
func prefix(_ text: String) throws -> IPPrefix { try #require(IPPrefix(text)) }

extension SeededGenerator {
    /// An address of either family; runs of zero octets, which text shortens, come often.
    mutating func address() -> IPAddress {
        let family: IPAddress.Family = Bool.random(using: &self) ? .v4 : .v6
        let octets = octets(family.octets).map { Bool.random(using: &self) ? $0 : 0 }
        return IPAddress(family: family, octets: octets)
    }

    /// A prefix of any length, host bits set or not.
    mutating func prefix() -> IPPrefix {
        let address = address()
        return IPPrefix(address, length: Int.random(in: 0...address.family.bits, using: &self)) ?? IPPrefix(host: address)
    }
}
