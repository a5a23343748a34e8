internal import Netlink
internal import NodeStore
internal import Slim

/// `calico-ipam gc`: releases what nobody can be using any more.
enum GarbageCommand {
    static let declaration = Arguments.Command(
        "gc", "Releases the addresses of all containers that are gone",
        notes: [
            """
            A record goes when its network namespace is gone, its host interface is gone or leads nowhere, and it is older than
            10 s. All others stay; `calico-ipam check` tells of those that need a look.
            """
        ],
        options: [QueryOption.dryRun])

    static func run(_ context: QueryContext) throws(QueryFailure) -> Int32 {
        guard let nodeStore = try context.openStore() else { return 0 }
        let attachments = try query("read the node store") { () throws(NodeStoreError) in try nodeStore.attachments() }
        let home = try kernel("open the host's network namespace") { () throws(KernelError) in try NetworkNamespace.current() }
        let removal = AttachmentRemoval(context, nodeStore)
        var status: Int32 = 0
        for attachment in attachments where !AttachmentAudit.isYoung(attachment, now: context.now) {
            do throws(QueryFailure) {
                let seen = try kernel("look at \(attachment.key)") { () throws(KernelError) in try AttachmentObservation(attachment, home: home) }
                guard seen.isNamespaceGone else { continue }
                if seen.isLinkGone {
                    try removal.remove(attachment, seen)
                } else {
                    QueryContext.tell("left alone: \(attachment.title): \(seen.text); if it is gone: \(context.commands.release(attachment.key))")
                }
            } catch {
                QueryContext.tell(error.text)
                status = 1
            }
        }
        return status
    }
}
