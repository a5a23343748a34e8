internal import KeyValue
internal import LMDB

/// The value stored under an entry's key: create revision, mod revision, version, 8 octets each; then the entry's value.
enum EntryRecord {
    static func size(_ entry: KeyValueEntry) -> Int { header + entry.value.count }

    static func write(_ entry: KeyValueEntry, to room: UnsafeMutableRawBufferPointer) {
        var writer = OctetWriter(room)
        writer.write(entry.createRevision)
        writer.write(entry.modRevision)
        writer.write(entry.version)
        writer.write(entry.value)
    }

    /// nil when the octets are no such record.
    static func read(_ key: Key, _ octets: UnsafeRawBufferPointer, keysOnly: Bool = false) -> KeyValueEntry? {
        var reader = OctetReader(octets)
        guard let created = reader.count(), let modified = reader.count(), let version = reader.count(),
            let value = keysOnly ? [] : reader.remainder()
        else { return nil }
        return KeyValueEntry(key: key, value: value, createRevision: created, modRevision: modified, version: version)
    }

    private static let header = 24
}
