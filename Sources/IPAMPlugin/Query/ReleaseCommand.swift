internal import Netlink
internal import NodeStore
internal import PodInterface
internal import Slim

/// `calico-ipam release`: takes one record away, and what is left of its link.
enum ReleaseCommand {
    static let declaration = Arguments.Command(
        "release", "Releases the addresses of one container that is gone", usage: AttachmentChoice.usage,
        notes: [
            """
            Deletes our link if it is still there. Refuses while the container's network namespace and link live: its CNI DEL
            is what removes it; --force releases it all the same and cuts the container off.
            """
        ],
        options: AttachmentChoice.options + [QueryOption.force, QueryOption.dryRun])

    static func run(_ context: QueryContext) throws(QueryFailure) -> Int32 {
        let nodeStore = try context.openStore()
        let attachment = try AttachmentChoice.find(context, nodeStore, to: "release addresses")
        let home = try kernel("open the host's network namespace") { () throws(KernelError) in try NetworkNamespace.current() }
        let seen = try kernel("look at \(attachment.key)") { () throws(KernelError) in try AttachmentObservation(attachment, home: home) }
        if !context.arguments.has(QueryOption.force), let reason = use(attachment, seen) {
            throw QueryFailure(
                "release \(attachment.addressList)", reason,
                remedy: "delete the container, or cut it off with: \(context.commands.release(attachment.key, force: true))")
        }
        if let nodeStore { try AttachmentRemoval(context, nodeStore).remove(attachment, seen) }
        return 0
    }

    /// Why a record may still be needed; nil when it may go.
    private static func use(_ attachment: Attachment, _ seen: AttachmentObservation) -> String? {
        if seen.isNamespaceGone { return nil }
        let owner = "is in use by \(attachment.title)"
        switch (seen.namespace, seen.link) {
        case (_, .leadsToContainer), (_, .leadsElsewhere): return "\(owner): \(seen.text)"
        case (.alive, .missing) where AttachmentAudit.isYoung(attachment, now: IPAMPlugin.now()):
            return "\(owner): it was claimed less than 10 s ago, so its ADD may still be at work"
        case (_, .missing), (_, .leadsNowhere), (_, .foreign): return seen.isLinkGone ? nil : "\(owner): \(seen.text)"
        case (.alive, .none): return "\(owner): \(seen.namespaceText)"
        case (_, .none): return "may be in use by \(attachment.title): nothing on this node tells whether the container lives"
        }
    }
}
