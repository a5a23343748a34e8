internal import Addresses

extension NodeStore {
    /// Compares the tables with each other: every contradiction in one sentence; empty for a sound store.
    public func audit() throws(NodeStoreError) -> [String] {
        try read { (transaction) throws(NodeStoreError) in
            let attachments = try transaction.attachments()
            let records = try transaction.addressRecords()
            var complaints = Self.complaints(attachments, records)
            let waiting = Set(try transaction.releasedAddresses().map { ReleasedPlace(address: $0.address, bucket: $0.bucket, time: $0.time) })
            let released = Set(records.compactMap { ReleasedPlace($0) })
            for place in released.symmetricDifference(waiting) { complaints.append("\(place.address) is released in one table only") }

            let names = try transaction.hostInterfaces()
            let owners = Set(attachments.compactMap { attachment in attachment.hostInterface.map { "\($0) of \(attachment.key)" } })
            for name in owners.symmetricDifference(names.map { "\($0.name) of \($0.owner)" }) {
                complaints.append("host interface \(name) stands in one table only")
            }

            let entries = try transaction.journalEntries()
            if entries.count != transaction.state.journalCount {
                complaints.append("the journal has \(entries.count) entries and counts \(transaction.state.journalCount)")
            }
            for entry in entries where try transaction.journalSequence(of: entry.attachment.key.octets) != entry.sequence {
                complaints.append("journal entry \(entry.sequence) is not the one its attachment points to")
            }
            return complaints.sorted()
        }
    }

    private static func complaints(_ attachments: [Attachment], _ records: [NamedAddressRecord]) -> [String] {
        var complaints: [String] = []
        var owners: [IPAddress: AttachmentKey] = [:]
        for attachment in attachments {
            for prefix in attachment.addresses {
                let other = owners.updateValue(attachment.key, forKey: prefix.address)
                if let other { complaints.append("\(prefix.address) stands in the records of \(other) and of \(attachment.key)") }
            }
        }
        for record in records {
            guard case .owned(let owner) = record.state else { continue }
            let listed = owners.removeValue(forKey: record.address)
            if listed != owner { complaints.append("\(record.address) belongs to \(owner), whose record does not list it") }
        }
        for (address, owner) in owners { complaints.append("\(address) is listed by \(owner) and belongs to nobody") }
        return complaints
    }
}

/// A released address with its place in the line.
private struct ReleasedPlace: Hashable {
    let address: IPAddress
    let bucket: AddressRange
    let time: UInt64

    init(address: IPAddress, bucket: AddressRange, time: UInt64) {
        self.address = address
        self.bucket = bucket
        self.time = time
    }

    /// nil unless the record is of a released address.
    init?(_ record: NamedAddressRecord) {
        guard case .released(let time) = record.state, let bucket = record.bucket else { return nil }
        self.init(address: record.address, bucket: bucket, time: time)
    }
}
