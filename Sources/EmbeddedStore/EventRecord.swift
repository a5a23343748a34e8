internal import KeyValue
internal import LMDB

/// The value stored for an event.
///
/// 1 octet kind (1 put, 2 delete), 2 length of the key, 8 create revision, 8 version; 1 whether there was a previous entry, 8 its create
/// revision, 8 its mod revision, 8 its version, 4 length of its value; then the key, the previous value, the value.
struct EventRecord {
    let key: Key
    private let kind: WatchEvent.Kind
    private let createRevision: Int64
    private let version: Int64
    private let previous: KeyValueEntry?
    private let previousLength: Int
    private var rest: OctetReader

    /// Reads all but the values; nil when the octets are no such record. They have to stay valid as long as this is used.
    init?(_ octets: UnsafeRawBufferPointer) {
        var reader = OctetReader(octets)
        guard let kind = reader.octet().flatMap({ Self.kind($0) }), let keyLength = reader.number(octets: 2),
            let created = reader.count(), let version = reader.count(),
            let hasPrevious = reader.octet(), hasPrevious <= 1, let previousCreated = reader.count(), let previousModified = reader.count(),
            let previousVersion = reader.count(), let previousLength = reader.number(octets: 4), let key = reader.remainder(octets: Int(keyLength))
        else { return nil }
        self.kind = kind
        self.key = Key(octets: key)
        createRevision = created
        self.version = version
        previous =
            hasPrevious == 0
            ? nil
            : KeyValueEntry(key: self.key, value: [], createRevision: previousCreated, modRevision: previousModified, version: previousVersion)
        self.previousLength = Int(previousLength)
        rest = reader
    }

    /// The whole event, copied out; nil when the values are not all there.
    func event(revision: Int64) -> WatchEvent? {
        var reader = rest
        guard let previousValue = reader.remainder(octets: previousLength), let value = reader.remainder() else { return nil }
        var previous = previous
        previous?.value = previousValue
        let entry = KeyValueEntry(key: key, value: value, createRevision: createRevision, modRevision: revision, version: version)
        return WatchEvent(kind, entry, previous: previous)
    }

    static func size(_ event: WatchEvent) -> Int {
        header + event.entry.key.octets.count + event.entry.value.count + (event.previous.map { $0.value.count } ?? 0)
    }

    static func write(_ event: WatchEvent, to room: UnsafeMutableRawBufferPointer) {
        var writer = OctetWriter(room)
        writer.write(event.kind == .put ? 1 : 2, octets: 1)
        writer.write(UInt64(event.entry.key.octets.count), octets: 2)
        writer.write(event.entry.createRevision)
        writer.write(event.entry.version)
        writer.write(event.previous == nil ? 0 : 1, octets: 1)
        writer.write(event.previous?.createRevision ?? 0)
        writer.write(event.previous?.modRevision ?? 0)
        writer.write(event.previous?.version ?? 0)
        writer.write(UInt64(event.previous.map { $0.value.count } ?? 0), octets: 4)
        writer.write(event.entry.key.octets)
        if let previous = event.previous { writer.write(previous.value) }
        writer.write(event.entry.value)
    }

    /// What a record of this size counts for in the history (`WatchEvent.historyOctets`).
    static func historyOctets(size: Int) -> Int64 { Int64(max(0, size - header) + HistoryLimits.eventOctets) }

    private static let header = 48

    private static func kind(_ octet: UInt8) -> WatchEvent.Kind? {
        switch octet {
        case 1: .put
        case 2: .delete
        default: nil
        }
    }
}
