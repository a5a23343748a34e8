internal import LMDB

/// The store's own record.
struct StoreState: Hashable {
    /// The schema this version reads and writes. Reading an older one belongs where ``StoreTransaction`` compares the two.
    static let currentSchema: UInt64 = 1

    var schema = Self.currentSchema
    /// Of the newest transaction that changed something; 1 before the first.
    var revision: Int64 = 1
    /// Every event after this revision is kept.
    var oldest: Int64 = 1
    /// Events kept, and what they count for in octets.
    var events: Int64 = 0
    var octets: Int64 = 0

    init() {}

    /// nil when the record is of something else, or makes no sense.
    init?(_ octets: UnsafeRawBufferPointer) {
        var reader = OctetReader(octets)
        guard reader.take(Self.name.count)?.elementsEqual(Self.name) ?? false, let schema = reader.number() else { return nil }
        self.schema = schema
        // Only the name and the schema's number stand at the same place in all versions.
        guard schema == Self.currentSchema else { return }
        guard let revision = reader.count(), let oldest = reader.count(), let events = reader.count(), let kept = reader.count(),
            reader.isAtEnd, oldest >= 1, oldest <= revision
        else { return nil }
        self.revision = revision
        self.oldest = oldest
        self.events = events
        self.octets = kept
    }

    var record: [UInt8] {
        var octets = Self.name
        octets.appendNumber(schema)
        for number in [revision, oldest, events, self.octets] { octets.appendNumber(UInt64(bitPattern: number)) }
        return octets
    }

    /// What tells this store from others that are kept in LMDB.
    private static let name = Array("calicokv".utf8)
}

extension OctetReader {
    /// A number that can be counted on from: not negative, and far from the end of the type.
    mutating func count() -> Int64? { number().flatMap { $0 < 1 << 62 ? Int64($0) : nil } }
}
