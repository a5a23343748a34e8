internal import KeyValue
internal import LMDB

/// The keys of the store's one B-tree. The first octet names the table; numbers are big-endian, so order is numeric order.
///
///     s                      the store's own state (StoreState)
///     k KEY                  entry (EntryRecord)
///     h REVISION INDEX       event number INDEX of a revision (EventRecord); 8 and 4 octets
enum StoreKey {
    static let state = [UInt8(ascii: "s")]
    static let entries = [UInt8(ascii: "k")]
    static let history = [UInt8(ascii: "h")]

    static func entry(_ key: Key) -> [UInt8] { entries + key.octets }

    static func event(_ revision: Int64, _ index: UInt32) -> [UInt8] {
        var key = history
        key.reserveCapacity(13)
        key.appendNumber(UInt64(bitPattern: revision))
        for shift in [24, 16, 8, 0] as [UInt32] { key.append(UInt8(truncatingIfNeeded: index >> shift)) }
        return key
    }
}
