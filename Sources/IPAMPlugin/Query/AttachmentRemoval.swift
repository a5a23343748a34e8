internal import Netlink
internal import NodeStore
internal import PodInterface

/// Takes an attachment away as DEL would: our link first, then the record.
struct AttachmentRemoval {
    private let context: QueryContext
    private let nodeStore: NodeStore

    init(_ context: QueryContext, _ nodeStore: NodeStore) {
        self.context = context
        self.nodeStore = nodeStore
    }

    /// Says what it does, or with `--dry-run` what it would do.
    /// - Returns: false when the record changed since it was read: it is left alone.
    @discardableResult
    func remove(_ attachment: Attachment, _ seen: AttachmentObservation) throws(QueryFailure) -> Bool {
        guard !context.isDryRun else {
            try context.print("would release \(attachment.title): \(seen.text)\n")
            return true
        }
        let tried = "release \(attachment.key)"
        guard try query(tried, { () throws(NodeStoreError) in try nodeStore.attachment(attachment.key) }) == attachment else {
            QueryContext.tell("\(tried): the record changed just now: left alone")
            return false
        }
        if let link = seen.ownLink { try kernel(tried) { () throws(KernelError) in try PodInterface.delete(link) } }
        let now = IPAMPlugin.now()
        _ = try query(tried) { () throws(NodeStoreError) in try nodeStore.release(attachment.key, now: now) }
        let deleted = seen.ownLink.map { "; deleted \($0.name)" } ?? ""
        try context.print("released \(attachment.title): \(seen.text)\(deleted)\n")
        if let type = attachment.ipamType, type != "calico-ipam" {
            QueryContext.tell(
                "note: IPAM plugin \(type) keeps \(attachment.addressList) until its own DEL"
                    + (type == "host-local" ? " (a file in its dataDir, /var/lib/cni/networks/\(attachment.key.network) if none is set)" : ""))
        }
        return true
    }
}
