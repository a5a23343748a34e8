internal import Addresses
internal import JSON
internal import LMDB

/// The changes that a claim, a release and a repair are made of. Each keeps the tables in step with each other.
extension Transaction {
    func attachment(_ key: AttachmentKey, _ owner: [UInt8]) throws(NodeStoreError) -> Attachment? {
        try value(StoreKey.attachment(owner)) { Attachment(key: key, text: $0) }
    }

    func owner(of address: IPAddress) throws(NodeStoreError) -> AttachmentKey? {
        guard let record = try value(StoreKey.address(address), { AddressRecord($0) }), case .owner(let owner) = record.holder else { return nil }
        return try key(owner)
    }

    func owner(ofHostInterface name: String) throws(NodeStoreError) -> AttachmentKey? {
        try value(StoreKey.hostInterface(name)) { AttachmentKey(octets: $0) }
    }

    /// The key that stored octets are of.
    func key(_ octets: [UInt8]) throws(NodeStoreError) -> AttachmentKey {
        guard let key = AttachmentKey(octets: octets) else { throw corrupt("an owner cannot be read") }
        return key
    }

    /// Records `owner` for an address that has none.
    ///
    /// - Parameter bucket: Where the address goes when it is released; nil leaves it where it was.
    mutating func claim(_ address: IPAddress, bucket: AddressRange?, owner: [UInt8]) throws(NodeStoreError) {
        let place = StoreKey.address(address)
        var record = AddressRecord(.owner(owner), bucket: bucket)
        if let earlier = try value(place, { AddressRecord($0) }) {
            switch earlier.holder {
            case .owner(let other):
                throw .addressTaken(address, owner: try key(other))
            case .released(let time):
                if let earlierBucket = earlier.bucket { try remove(StoreKey.released(earlierBucket, at: time, address)) }
                record.bucket = bucket ?? earlier.bucket
            }
        }
        try put(place, record.octets)
    }

    /// Gives an address back to its bucket, at the end of the line; nothing when it is not the owner's.
    mutating func release(_ address: IPAddress, owner: [UInt8], now: UInt64) throws(NodeStoreError) {
        let place = StoreKey.address(address)
        guard let record = try value(place, { AddressRecord($0) }), case .owner(owner) = record.holder else { return }
        guard let bucket = record.bucket else { return try remove(place) }
        let time = state.releaseTime(now)
        try put(place, AddressRecord(.released(at: time), bucket: bucket).octets)
        try put(StoreKey.released(bucket, at: time, address), [])
    }

    /// Writes an attachment and tells the journal of it.
    mutating func write(_ attachment: Attachment, _ owner: [UInt8], journalLimit: UInt64) throws(NodeStoreError) {
        try put(StoreKey.attachment(owner), attachment.text)
        try enter(JournalRecord(.added, owner: owner), limit: journalLimit)
    }

    /// Appends to the journal in place of an earlier entry of the same attachment; drops the oldest entries over the limit.
    mutating func enter(_ record: JournalRecord, limit: UInt64) throws(NodeStoreError) {
        if let earlier = try journalSequence(of: record.owner) {
            try remove(StoreKey.journal(earlier))
            state.journalCount -= min(1, state.journalCount)
        }
        state.sequence += 1
        state.journalCount += 1
        var sequence: [UInt8] = []
        sequence.appendNumber(state.sequence)
        try put(StoreKey.journal(state.sequence), record.octets)
        try put(StoreKey.journalIndex(record.owner), sequence)
        while state.journalCount > limit, let oldest = try oldestJournalEntry() {
            try removeJournalEntry(oldest.sequence, owner: oldest.record.owner)
            state.truncatedThrough = oldest.sequence
        }
    }

    mutating func removeJournalEntry(_ sequence: UInt64, owner: [UInt8]) throws(NodeStoreError) {
        try remove(StoreKey.journal(sequence))
        if try journalSequence(of: owner) == sequence { try remove(StoreKey.journalIndex(owner)) }
        state.journalCount -= min(1, state.journalCount)
    }

    func oldestJournalEntry() throws(NodeStoreError) -> (sequence: UInt64, record: JournalRecord)? {
        var oldest: (UInt64, JournalRecord)?
        try visitJournal { sequence, record in
            oldest = (sequence, record)
            return false
        }
        return oldest
    }

    /// Visits the journal in order until `body` answers false.
    func visitJournal(_ body: (UInt64, JournalRecord) -> Bool) throws(NodeStoreError) {
        try visit(from: StoreKey.journal, prefix: StoreKey.journal) { key, value in
            var reader = OctetReader(key)
            guard let sequence = reader.number(), let record = JournalRecord(value) else { return true }
            return body(sequence, record)
        }
    }

    func journalSequence(of owner: [UInt8]) throws(NodeStoreError) -> UInt64? {
        try value(StoreKey.journalIndex(owner)) { octets in
            var reader = OctetReader(octets)
            return reader.number()
        }
    }
}

extension Attachment {
    /// The record as JSON text, UTF-8.
    var text: [UInt8] { Array(JSONValue.object(record).text.utf8) }

    init?(key: AttachmentKey, text: some Sequence<UInt8>) {
        guard let record = try? JSONValue(parsing: Array(text)).object else { return nil }
        self.init(key: key, record: record)
    }
}
