internal import LMDB

/// The value stored under a journal sequence: operation, length of the key (2 octets), key, and for a removal the last JSON.
///
/// An addition carries none: its attachment is recorded, and every change of that replaces the entry.
struct JournalRecord {
    var operation: JournalEntry.Operation
    /// Octets of an AttachmentKey.
    var owner: [UInt8]
    /// JSON text; empty for an addition.
    var record: [UInt8]

    init(_ operation: JournalEntry.Operation, owner: [UInt8], record: [UInt8] = []) {
        self.operation = operation
        self.owner = owner
        self.record = record
    }

    init?(_ octets: UnsafeRawBufferPointer) {
        var reader = OctetReader(octets)
        guard let operation = reader.octet().flatMap({ JournalEntry.Operation(rawValue: $0) }), let length = reader.number(octets: 2),
            let owner = reader.remainder(octets: Int(length)), let record = reader.remainder()
        else { return nil }
        self.init(operation, owner: owner, record: record)
    }

    var octets: [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(3 + owner.count + record.count)
        octets.append(operation.rawValue)
        octets.append(UInt8(truncatingIfNeeded: owner.count >> 8))
        octets.append(UInt8(truncatingIfNeeded: owner.count))
        octets += owner
        octets += record
        return octets
    }
}
