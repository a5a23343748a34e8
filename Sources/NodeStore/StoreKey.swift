internal import Addresses
internal import LMDB

/// The keys of the store's one B-tree. The first octet names the table; numbers are big-endian, so order is numeric order.
///
///     s                              the store's own state (StoreState)
///     a KEY                          attachment: JSON
///     i FAMILY ADDRESS               address (AddressRecord)
///     h NAME                         host interface name: KEY
///     m SPAN                         how far a span was walked: ADDRESS
///     r SPAN TIME ADDRESS            released address of a bucket: nothing
///     j SEQUENCE                     journal (JournalRecord)
///     k KEY                          the SEQUENCE of an attachment's journal entry
///
/// KEY is AttachmentKey.octets, SPAN is FAMILY FIRST LAST, FAMILY is 4 or 6, ADDRESS has 4 or 16 octets, TIME and SEQUENCE 8.
enum StoreKey {
    static var state: [UInt8] { [UInt8(ascii: "s")] }
    static var attachments: [UInt8] { [UInt8(ascii: "a")] }
    static var addresses: [UInt8] { [UInt8(ascii: "i")] }
    static var hostInterfaces: [UInt8] { [UInt8(ascii: "h")] }
    static var marks: [UInt8] { [UInt8(ascii: "m")] }
    static var released: [UInt8] { [UInt8(ascii: "r")] }
    static var journal: [UInt8] { [UInt8(ascii: "j")] }
    static var journalIndex: [UInt8] { [UInt8(ascii: "k")] }

    static func attachment(_ owner: [UInt8]) -> [UInt8] { attachments + owner }

    static func addresses(_ family: IPAddress.Family) -> [UInt8] { addresses + [family.rawValue] }

    static func address(_ address: IPAddress) -> [UInt8] {
        var key = addresses(address.family)
        key.appendAddress(address)
        return key
    }

    static func hostInterface(_ name: String) -> [UInt8] { hostInterfaces + name.utf8 }

    static func mark(_ span: AddressRange) -> [UInt8] { marks + span.octets }

    static func released(_ bucket: AddressRange) -> [UInt8] { released + bucket.octets }

    static func released(_ bucket: AddressRange, at time: UInt64, _ address: IPAddress) -> [UInt8] {
        var key = released(bucket)
        key.appendNumber(time)
        key.appendAddress(address)
        return key
    }

    static func journal(_ sequence: UInt64) -> [UInt8] {
        var key = journal
        key.appendNumber(sequence)
        return key
    }

    static func journalIndex(_ owner: [UInt8]) -> [UInt8] { journalIndex + owner }
}

extension AddressRange {
    /// Family, first and last address.
    var octets: [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(1 + 2 * family.octets)
        octets.append(family.rawValue)
        octets.appendAddress(first)
        octets.appendAddress(last)
        return octets
    }
}

extension [UInt8] {
    /// Network order.
    mutating func appendAddress(_ address: IPAddress) {
        for shift in stride(from: address.family.bits - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: address.value >> UInt128(shift)))
        }
    }
}
