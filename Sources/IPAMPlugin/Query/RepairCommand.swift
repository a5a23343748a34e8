internal import Netlink
internal import NodeIPAM
internal import NodeStore
internal import PodInterface
internal import Slim

/// `calico-ipam repair`: makes one container's interface what its record says.
enum RepairCommand {
    static let declaration = Arguments.Command(
        "repair", "Makes one container's interface, addresses and routes what its record says", usage: AttachmentChoice.usage,
        notes: [
            """
            The container keeps its addresses and its MAC address. Where the link is missing it is made anew; settings of chained
            plugins (port mappings, bandwidth) are theirs to repeat. Nothing that is not ours is touched.
            """
        ],
        options: AttachmentChoice.options + [QueryOption.dryRun])

    static func run(_ context: QueryContext) throws(QueryFailure) -> Int32 {
        let attachment = try AttachmentChoice.find(context, try context.openStore(), to: "repair an interface")
        let tried = "repair \(attachment.key)"
        guard attachment.manager == .calico, attachment.hostInterface != nil, let path = attachment.netns else {
            throw QueryFailure(tried, "only its addresses are recorded: another plugin made its link", remedy: remake)
        }
        let home = try kernel("open the host's network namespace") { () throws(KernelError) in try NetworkNamespace.current() }
        let seen = try kernel(tried) { () throws(KernelError) in try AttachmentObservation(attachment, home: home) }
        guard case .alive = seen.namespace else {
            throw QueryFailure(tried, seen.text, remedy: "release it with: \(context.commands.release(attachment.key))")
        }
        if case .missing = seen.link, AttachmentAudit.isYoung(attachment, now: IPAMPlugin.now()) {
            throw QueryFailure(tried, "it was claimed less than 10 s ago, so its ADD may still be at work", remedy: "try again later")
        }
        let container = try kernel(tried) { () throws(KernelError) in try NetworkNamespace(path: path) }
        let interface = PodInterface(recorded: attachment)
        let differences = try kernel(tried) { () throws(KernelError) in try interface.differences(in: container, home: home) }
        guard !differences.isEmpty else {
            try context.print("as recorded already: \(attachment.title)\n")
            return 0
        }
        guard !context.isDryRun else {
            for difference in differences { try context.print("would repair: \(difference)\n") }
            return 0
        }
        let remedy = try kernel(tried) { () throws(KernelError) in try LinkRemedy(seen, interface, in: container, home: home, path: path) }
        guard remedy.steps.isEmpty else {
            throw QueryFailure(
                tried, "\(seen.linkText), and \(remedy.podEndText)", remedy: "run first: \(remedy.steps.joined(separator: " && "))")
        }
        try complete(interface, seen, tried, in: container, home: home)
        let left = try kernel(tried) { () throws(KernelError) in try interface.differences(in: container, home: home) }
        for difference in differences where !left.contains(difference) { try context.print("repaired: \(difference)\n") }
        guard left.isEmpty else { throw QueryFailure(tried, "still: \(left.joined(separator: "; "))", remedy: remake) }
        return 0
    }

    private static var remake: String { "delete the container to have it made anew" }

    private static func complete(
        _ interface: PodInterface, _ seen: AttachmentObservation, _ tried: String, in container: borrowing NetworkNamespace,
        home: borrowing NetworkNamespace
    ) throws(QueryFailure) {
        var existing: HostLink?
        if case .leadsToContainer(let link) = seen.link { existing = link }
        // It leads elsewhere: the container's interface is missing, and its name has to be free for a new pair.
        if existing == nil, let link = seen.ownLink { try kernel(tried) { () throws(KernelError) in try PodInterface.delete(link) } }
        do throws(PodInterfaceError) {
            try interface.create(in: container, home: home, existing: existing, step: { _ in })
        } catch {
            switch error {
            case .hostNameTaken(let name):
                throw QueryFailure(tried, "the host has an interface \(name) that is not ours", remedy: "run first: ip link delete \(name)")
            case .podNameTaken(let name):
                throw QueryFailure(tried, "the container has an interface \(name) that is not ours", remedy: "delete it there first")
            case .routeTaken(let refusal):
                throw QueryFailure(tried, "another route leads to the address: \(refusal)", remedy: "`calico-ipam check` tells which")
            case .kernel(let refusal): throw QueryFailure(tried, refusal)
            }
        }
    }
}
