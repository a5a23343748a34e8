internal import LMDB

/// The store's own record: its schema and the counters each write needs.
struct StoreState: Hashable {
    /// The schema this version reads and writes. Reading an older one goes where ``Transaction`` compares the two.
    static let currentSchema: UInt32 = 1

    var schema = Self.currentSchema
    /// Of the newest journal entry; the first is 1.
    var sequence: UInt64 = 0
    var journalCount: UInt64 = 0
    /// The newest journal entry dropped unacknowledged; 0 for none.
    var truncatedThrough: UInt64 = 0
    /// The newest time given to a released address, in nanoseconds since boot.
    var newestRelease: UInt64 = 0
    /// Pages of the data file, from its start, whose blocks are really allocated.
    var reservedPages: UInt64 = 0

    init() {}

    init?(_ octets: UnsafeRawBufferPointer) {
        var reader = OctetReader(octets)
        guard let schema = reader.number() else { return nil }
        self.schema = UInt32(clamping: schema)
        // Only the schema number stands at the same place in all versions.
        guard self.schema == Self.currentSchema else { return }
        guard let sequence = reader.number(), let journalCount = reader.number(), let truncatedThrough = reader.number(),
            let newestRelease = reader.number(), let reservedPages = reader.number()
        else { return nil }
        self.sequence = sequence
        self.journalCount = journalCount
        self.truncatedThrough = truncatedThrough
        self.newestRelease = newestRelease
        self.reservedPages = reservedPages
    }

    var octets: [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(48)
        octets.appendNumber(UInt64(schema))
        octets.appendNumber(sequence)
        octets.appendNumber(journalCount)
        octets.appendNumber(truncatedThrough)
        octets.appendNumber(newestRelease)
        octets.appendNumber(reservedPages)
        return octets
    }

    /// A time for a release: `now`, or the next nanosecond when another release has that already.
    mutating func releaseTime(_ now: UInt64) -> UInt64 {
        newestRelease = max(now, newestRelease + 1)
        return newestRelease
    }
}
