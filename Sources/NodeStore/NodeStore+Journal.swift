extension NodeStore {
    /// What nobody acknowledged yet.
    public func journal() throws(NodeStoreError) -> Journal {
        try read { (transaction) throws(NodeStoreError) in
            Journal(entries: try transaction.journalEntries(), isTruncated: transaction.state.truncatedThrough > 0)
        }
    }

    /// What nobody acknowledged yet, acknowledged with the same transaction: for a reader that lists everything when it starts.
    ///
    /// It takes its turn among the writers. Whoever was woken by a write to the data file finds what that write brought, as a snapshot may
    /// not: LMDB shows a commit to readers a moment after it is in the file.
    public func takeJournal() throws(NodeStoreError) -> Journal {
        try write { (transaction) throws(NodeStoreError) in
            let journal = Journal(entries: try transaction.journalEntries(), isTruncated: transaction.state.truncatedThrough > 0)
            while let oldest = try transaction.oldestJournalEntry() {
                try transaction.removeJournalEntry(oldest.sequence, owner: oldest.record.owner)
            }
            if journal.isTruncated { transaction.state.truncatedThrough = 0 }
            return journal
        }
    }

    /// Forgets the entries up to `sequence`, and that older ones were dropped before.
    ///
    /// Call it for a journal that was truncated only after everything was compared.
    public func acknowledgeJournal(through sequence: UInt64) throws(NodeStoreError) {
        try write { (transaction) throws(NodeStoreError) in
            while let oldest = try transaction.oldestJournalEntry(), oldest.sequence <= sequence {
                try transaction.removeJournalEntry(oldest.sequence, owner: oldest.record.owner)
            }
            if transaction.state.truncatedThrough <= sequence { transaction.state.truncatedThrough = 0 }
        }
    }
}

extension Transaction {
    func journalEntries() throws(NodeStoreError) -> [JournalEntry] {
        var records: [(UInt64, JournalRecord)] = []
        try visitJournal { sequence, record in
            records.append((sequence, record))
            return true
        }
        var entries: [JournalEntry] = []
        for (sequence, record) in records {
            let key = try key(record.owner)
            let attachment = record.operation == .added ? try attachment(key, record.owner) : Attachment(key: key, text: record.record)
            guard let attachment else { throw corrupt("journal entry \(sequence) has no attachment") }
            entries.append(JournalEntry(sequence: sequence, operation: record.operation, attachment: attachment))
        }
        return entries
    }
}
