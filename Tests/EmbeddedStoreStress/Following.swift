internal import CLMDB
internal import EmbeddedStore
internal import Glibc
internal import KeyValue

/// Follows all changes, keeps the contents they make, and checks each event against them.
func follow(after revision: Int64, stopKey: Key) async throws(KeyValueError) {
    let store = try open()
    let watch = try await store.watch(.all, after: revision)
    var contents = Contents(revision: watch.start)
    say("watching")
    while let batch = try await watch.next() {
        for event in batch.events {
            if let complaint = contents.apply(event) {
                say(complaint)
                exit(1)
            }
        }
        guard batch.revision == contents.revision else {
            say("the batch ends at \(batch.revision), its events at \(contents.revision)")
            exit(1)
        }
        if contents.entries[stopKey] != nil { break }
    }
    say("revision \(contents.revision) keys \(contents.entries.count) digest \(contents.digest)")
}

/// What a store holds, as told by its events.
struct Contents {
    private(set) var revision: Int64
    private(set) var entries: [Key: KeyValueEntry] = [:]
    /// The revision the events began after: what was there before is not known.
    private let start: Int64

    init(revision: Int64) {
        self.revision = revision
        start = revision
    }

    /// Takes an event in, or tells what is wrong with it.
    mutating func apply(_ event: WatchEvent) -> String? {
        guard event.revision == revision || event.revision == revision + 1 else { return "revision \(event.revision) came after \(revision)" }
        revision = event.revision
        let known = entries[event.entry.key]
        let isKnown = known != nil || start == 1 || event.isCreation
        guard !isKnown || event.previous == known else { return "\(event.entry.key) was something else before revision \(revision)" }
        switch event.kind {
        case .put:
            guard event.entry.version == (event.previous?.version ?? 0) + 1 else { return "\(event.entry.key) misses a version at \(revision)" }
            entries[event.entry.key] = event.entry
        case .delete:
            guard event.previous != nil else { return "\(event.entry.key) was deleted at \(revision) and was not there" }
            entries[event.entry.key] = nil
        }
        return nil
    }

    var digest: UInt64 { digestOf(entries.values.sorted { $0.key < $1.key }) }
}

/// FNV-1a over keys, values and numbers.
func digestOf(_ entries: [KeyValueEntry]) -> UInt64 {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ octet: UInt8) { digest = (digest ^ UInt64(octet)) &* 0x100_0000_01b3 }
    for entry in entries {
        for octet in entry.key.octets { add(octet) }
        for octet in entry.value { add(octet) }
        for octet in "\(entry.createRevision) \(entry.modRevision) \(entry.version)".utf8 { add(octet) }
    }
    return digest
}

/// Keeps the store's lock, as a writer that does not come to its end would.
func hold(seconds: UInt32) {
    let file = Glibc.open(directory + "/store.lock", O_RDWR)
    guard file >= 0, flock(file, LOCK_EX) == 0 else { exit(3) }
    say("held")
    sleep(seconds)
}

/// Writes the schema's number into the store's own record.
func migrate(schema: UInt8) {
    var environment: OpaquePointer?
    var transaction: OpaquePointer?
    mdb_env_create(&environment)
    guard mdb_env_open(environment, directory, 0, 0o600) == 0, mdb_txn_begin(environment, nil, 0, &transaction) == 0 else { exit(3) }
    var table: MDB_dbi = 0
    mdb_dbi_open(transaction, nil, 0, &table)
    var name = UInt8(ascii: "s")
    let outcome = withUnsafeMutableBytes(of: &name) { name -> Int32 in
        var key = MDB_val(mv_size: 1, mv_data: name.baseAddress)
        var value = MDB_val()
        guard mdb_get(transaction, table, &key, &value) == 0, value.mv_size >= 16, let old = value.mv_data else { return -1 }
        var record = Array(UnsafeRawBufferPointer(start: old, count: value.mv_size))
        record[15] = schema
        return record.withUnsafeMutableBytes { octets in
            value = MDB_val(mv_size: octets.count, mv_data: octets.baseAddress)
            return mdb_put(transaction, table, &key, &value, 0)
        }
    }
    guard outcome == 0, mdb_txn_commit(transaction) == 0 else { exit(3) }
}

/// Keeps a read transaction of LMDB open.
func keepSnapshot(seconds: UInt32) {
    var environment: OpaquePointer?
    var transaction: OpaquePointer?
    mdb_env_create(&environment)
    guard mdb_env_open(environment, directory, 0, 0o600) == 0, mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &transaction) == 0 else {
        exit(3)
    }
    say("held")
    sleep(seconds)
}
