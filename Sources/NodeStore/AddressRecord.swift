internal import Addresses
internal import IPAM
internal import LMDB

/// The value stored under an address: who has it or since when it is free, and the bucket it goes back to.
///
///     1 BUCKET KEY          owned
///     2 BUCKET TIME         released
///
/// BUCKET is a length octet and a span; length 0 for an address that another IPAM plugin chose.
struct AddressRecord {
    enum Holder {
        /// Octets of an AttachmentKey.
        case owner([UInt8])
        /// Nanoseconds since boot.
        case released(at: UInt64)
    }

    var holder: Holder
    var bucket: AddressRange?

    init(_ holder: Holder, bucket: AddressRange?) {
        self.holder = holder
        self.bucket = bucket
    }

    init?(_ octets: UnsafeRawBufferPointer) {
        var reader = OctetReader(octets)
        guard let kind = reader.octet(), let length = reader.octet() else { return nil }
        if length > 0 {
            guard let span = reader.span() else { return nil }
            bucket = span
        }
        switch kind {
        case 1:
            guard let owner = reader.remainder() else { return nil }
            holder = .owner(owner)
        case 2:
            guard let time = reader.number() else { return nil }
            holder = .released(at: time)
        default: return nil
        }
    }

    var octets: [UInt8] {
        let span = bucket?.octets ?? []
        var octets: [UInt8] = []
        octets.reserveCapacity(2 + span.count + AttachmentKey.maximumOctets)
        switch holder {
        case .owner(let owner):
            octets.append(1)
            octets.append(UInt8(span.count))
            octets += span
            octets += owner
        case .released(let time):
            octets.append(2)
            octets.append(UInt8(span.count))
            octets += span
            octets.appendNumber(time)
        }
        return octets
    }

    /// What choosing an address needs of a record, without copying the owner; nil when it is none.
    static func state(_ octets: UnsafeRawBufferPointer) -> AddressState? {
        guard octets.count >= 2 else { return nil }
        if octets[0] == 1 { return .owned }
        var reader = OctetReader(UnsafeRawBufferPointer(rebasing: octets.dropFirst(2 + Int(octets[1]))))
        return reader.number().map { .released(at: $0) }
    }
}
