internal import Glibc
internal import KeyValue
internal import LMDB

/// A view of the store and, in a write transaction, the changes to it. Ends uncommitted unless committed.
///
/// Begins and ends on one thread. Nothing handed out refers to LMDB's memory.
struct StoreTransaction: ~Copyable {
    let directory: String
    private(set) var state = StoreState()
    var records: RecordTransaction
    private var stateAtBegin = StoreState()
    /// Events of the newest revision so far.
    private var nextIndex: UInt32 = 0
    /// What this transaction added to the history.
    private var addedEvents = 0
    private var addedOctets = 0

    /// Takes over a transaction that was begun.
    init(_ records: consuming RecordTransaction, _ directory: String) {
        self.records = records
        self.directory = directory
    }

    /// Reads the store's own record and compares its schema with the one known here.
    ///
    /// The migration of an older schema belongs here; there is none yet.
    mutating func load() throws(KeyValueError) {
        let octets: UnsafeRawBufferPointer?
        do throws(LMDBError) { octets = try records.value(StoreKey.state) } catch { throw unreadable(error) }
        guard let octets, let state = StoreState(octets) else {
            throw .damagedFile(in: directory, "it is an LMDB file of something else, or its first record is broken")
        }
        guard state.schema <= StoreState.currentSchema else { throw .newerSchema(in: directory, state.schema) }
        guard state.schema == StoreState.currentSchema else { throw .damagedFile(in: directory, "its schema is \(state.schema)") }
        self.state = state
        stateAtBegin = state
    }

    /// Carries out one transaction; the ones before it are seen by it.
    mutating func execute(_ transaction: KeyValueTransaction) throws(KeyValueError) -> TransactionOutcome {
        nextIndex = 0
        let outcome = try transaction.execute(after: state.revision, on: &self)
        state.revision = outcome.revision
        return outcome
    }

    /// Forgets what the history has no room for and makes the changes durable and visible, all at once; with no change just ends.
    mutating func commit(_ limits: HistoryLimits) throws(KeyValueError) {
        if state != stateAtBegin {
            try trim(limits)
            do throws(LMDBError) { try records.put(StoreKey.state, state.record) } catch { throw unwritable(error) }
        }
        do throws(LMDBError) { try records.commit() } catch { throw .lmdb("commit to", directory, error) }
    }

    /// Number of keys.
    borrowing func keyCount() throws(KeyValueError) -> Int {
        do throws(LMDBError) { return max(0, try records.count() - 1 - Int(state.events)) } catch { throw unreadable(error) }
    }

    borrowing func unreadable(_ error: LMDBError) -> KeyValueError { .lmdb("read", directory, error) }

    borrowing func unwritable(_ error: LMDBError) -> KeyValueError { .lmdb("write to", directory, error) }
}

extension StoreTransaction: TransactionView {
    func entry(_ key: Key) throws(KeyValueError) -> KeyValueEntry? {
        let octets: UnsafeRawBufferPointer?
        do throws(LMDBError) { octets = try records.value(StoreKey.entry(key)) } catch { throw unreadable(error) }
        guard let octets else { return nil }
        guard let entry = EntryRecord.read(key, octets) else { throw brokenEntry(key) }
        return entry
    }

    func entries(in range: KeyRange, limit: Int?, keysOnly: Bool) throws(KeyValueError) -> (entries: [KeyValueEntry], hasMore: Bool) {
        // LMDB takes no longer key to look for than it can hold; the one key that this may find too early is left out below.
        let longest = KeyValueLimits().keyOctets
        let isCut = range.first.count > longest
        var entries: [KeyValueEntry] = []
        var hasMore = false
        var broken: KeyValueError?
        do throws(LMDBError) {
            try records.visit(from: StoreKey.entries + range.first.prefix(longest), prefix: StoreKey.entries) { octets, value in
                if let end = range.end, !octets.isBefore(end) { return false }
                if isCut, octets.isBefore(range.first) { return true }
                if entries.count == limit {
                    hasMore = true
                    return false
                }
                let key = Key(octets: Array(octets))
                guard let entry = EntryRecord.read(key, value, keysOnly: keysOnly) else {
                    broken = brokenEntry(key)
                    return false
                }
                entries.append(entry)
                return true
            }
        } catch { throw unreadable(error) }
        if let broken { throw broken }
        return (entries, hasMore)
    }

    mutating func apply(_ event: WatchEvent) throws(KeyValueError) {
        do throws(LMDBError) {
            switch event.kind {
            case .put:
                try records.put(StoreKey.entry(event.entry.key), count: EntryRecord.size(event.entry)) { EntryRecord.write(event.entry, to: $0) }
            case .delete:
                try records.remove(StoreKey.entry(event.entry.key))
            }
            try records.put(StoreKey.event(event.revision, nextIndex), count: EventRecord.size(event)) { EventRecord.write(event, to: $0) }
        } catch { throw unwritable(error) }
        nextIndex += 1
        state.events += 1
        state.octets += Int64(event.historyOctets)
        addedEvents += 1
        addedOctets += event.historyOctets
    }

    private borrowing func brokenEntry(_ key: Key) -> KeyValueError { .damagedFile(in: directory, "the record of \(key) cannot be read") }
}

extension StoreTransaction {
    /// The events after a revision that a watch wants, and how far that goes; nil when there is nothing new at all.
    borrowing func events(in range: KeyRange, after place: Int64, _ limits: WatchLimits) throws(KeyValueError) -> WatchBatch? {
        guard place >= state.oldest else { throw .compacted(oldest: state.oldest) }
        guard place <= state.revision else { throw .futureRevision(asked: place, newest: state.revision) }
        guard place < state.revision else { return nil }
        var builder = WatchBatchBuilder(range, after: place, limits)
        var isFull = false
        var broken: KeyValueError?
        do throws(LMDBError) {
            try records.visit(from: StoreKey.event(place + 1, 0), prefix: StoreKey.history) { key, value in
                var reader = OctetReader(key)
                guard let revision = reader.count(), let record = EventRecord(value) else {
                    broken = .damagedFile(in: directory, "an event after revision \(builder.batch.revision) cannot be read")
                    return false
                }
                isFull = builder.isFull(before: revision)
                if isFull { return false }
                guard builder.wants(record.key) else {
                    builder.skip(revision)
                    return true
                }
                guard let event = record.event(revision: revision) else {
                    broken = .damagedFile(in: directory, "an event of revision \(revision) cannot be read")
                    return false
                }
                builder.take(event)
                return true
            }
        } catch { throw unreadable(error) }
        if let broken { throw broken }
        if !isFull { builder.finish(at: state.revision) }
        return builder.batch
    }

    /// Forgets the oldest revisions, as far as the limits want it and about as much as was added: so many that a history beyond its
    /// limits gets smaller with each transaction, and so few that none of them takes long.
    private mutating func trim(_ limits: HistoryLimits) throws(KeyValueError) {
        guard state.events > limits.events || state.octets > limits.octets else { return }
        var budget = 64 + 2 * addedEvents + addedOctets / HistoryLimits.eventOctets
        var trimmed = state
        var doomed: [[UInt8]] = []
        do throws(LMDBError) {
            try records.visit(from: StoreKey.history, prefix: StoreKey.history) { key, value in
                var reader = OctetReader(key)
                let revision = reader.count() ?? 0
                if revision >= trimmed.revision || budget == 0 { return false }
                // What is left of a revision that is partly forgotten goes first, whatever the limits say.
                if revision > trimmed.oldest {
                    guard trimmed.events > limits.events || trimmed.octets > limits.octets else { return false }
                    trimmed.oldest = revision
                }
                budget -= 1
                doomed.append(StoreKey.history + key)
                trimmed.events = max(0, trimmed.events - 1)
                trimmed.octets = max(0, trimmed.octets - EventRecord.historyOctets(size: value.count))
                return true
            }
            for key in doomed { try records.remove(key) }
        } catch { throw unwritable(error) }
        state = trimmed
    }
}

extension UnsafeRawBufferPointer {
    /// Whether these octets come before `other`: by the first octet that differs, then by length.
    fileprivate func isBefore(_ other: [UInt8]) -> Bool {
        other.withUnsafeBytes { other in
            guard let own = baseAddress, let others = other.baseAddress else { return isEmpty && !other.isEmpty }
            let order = memcmp(own, others, Swift.min(count, other.count))
            return order != 0 ? order < 0 : count < other.count
        }
    }
}
