internal import Addresses

extension NodeStore {
    /// Removes an attachment: its addresses go to the end of the line, its host interface's name is free again.
    ///
    /// One write transaction, and none of it needs free disk space.
    ///
    /// - Parameter now: Nanoseconds since boot (CLOCK_BOOTTIME).
    /// - Returns: The attachment as it was, or nil when it is not recorded, which is success too.
    public func release(_ key: AttachmentKey, now: UInt64) throws(NodeStoreError) -> Attachment? {
        let owner = key.octets
        return try write { (transaction) throws(NodeStoreError) in
            guard let attachment = try transaction.attachment(key, owner) else { return nil }
            for prefix in attachment.addresses { try transaction.release(prefix.address, owner: owner, now: now) }
            if let name = attachment.hostInterface { try transaction.remove(StoreKey.hostInterface(name)) }
            try transaction.remove(StoreKey.attachment(owner))
            let entry = JournalRecord(.removed, owner: owner, record: attachment.text)
            try transaction.enter(entry, limit: limits.journalEntries)
            return attachment
        }
    }

    /// Writes a recorded attachment anew: what was learnt or repaired since it was claimed. Nothing is written when nothing changed.
    ///
    /// Addresses that are new in it are claimed like another plugin's, ones that are missing are released; so with the host interface.
    ///
    /// - Parameter now: Nanoseconds since boot (CLOCK_BOOTTIME).
    /// - Throws: ``NodeStoreError/notRecorded(_:)`` when there is no such attachment.
    public func update(_ attachment: Attachment, now: UInt64) throws(NodeStoreError) {
        let owner = attachment.key.octets
        try write { (transaction) throws(NodeStoreError) in
            guard let recorded = try transaction.attachment(attachment.key, owner) else { throw .notRecorded(attachment.key) }
            guard recorded != attachment else { return }
            let before = Set(recorded.addresses.map(\.address))
            let after = Set(attachment.addresses.map(\.address))
            for address in before.subtracting(after).sorted() { try transaction.release(address, owner: owner, now: now) }
            for address in after.subtracting(before).sorted() { try transaction.claim(address, bucket: nil, owner: owner) }
            if recorded.hostInterface != attachment.hostInterface {
                if let name = attachment.hostInterface {
                    if let other = try transaction.owner(ofHostInterface: name) { throw .hostInterfaceTaken([name], owner: other) }
                    try transaction.put(StoreKey.hostInterface(name), owner)
                }
                if let name = recorded.hostInterface { try transaction.remove(StoreKey.hostInterface(name)) }
            }
            try transaction.write(attachment, owner, journalLimit: limits.journalEntries)
        }
    }
}
