internal import Addresses
internal import Netlink
internal import NodeIPAM
internal import NodeStore
internal import PodInterface

/// One record compared with the kernel.
struct AttachmentAudit {
    private(set) var findings: [Finding] = []
    /// Its ADD is probably still at work: nothing is judged yet.
    private(set) var isInProgress = false
    /// Host ends that belong to it although the record has another name.
    private(set) var explainedLinks: [String] = []

    private let attachment: Attachment
    private let commands: CommandText

    /// Nanoseconds that an ADD may take from its claim to its link.
    static let graceTime: UInt64 = 10_000_000_000

    /// - Parameters:
    ///   - attachment: The record.
    ///   - home: The namespace of the calling thread.
    ///   - now: Nanoseconds since boot.
    ///   - commands: Writes the repairs.
    init(_ attachment: Attachment, home: borrowing NetworkNamespace, now: UInt64, _ commands: CommandText) throws(KernelError) {
        self.attachment = attachment
        self.commands = commands
        let seen = try AttachmentObservation(attachment, home: home)
        if let other = seen.otherHostEnd { explainedLinks.append(other.name) }
        if case .none = seen.link {
            judgeNamespaceAlone(seen)
        } else if Self.isYoung(attachment, now: now), case .missing = seen.link {
            isInProgress = true
        } else if seen.isNamespaceGone {
            judgeRemains(seen)
        } else {
            try judgeLink(seen, home)
        }
    }

    static func isYoung(_ attachment: Attachment, now: UInt64) -> Bool { now < attachment.created || now - attachment.created < graceTime }

    private mutating func add(_ what: String, cause: String, repair: String) {
        findings.append(Finding("\(attachment.title): \(what)", cause: cause, repair: repair, key: attachment.key))
    }

    /// The link is another plugin's business, so the namespace is all there is to look at.
    private mutating func judgeNamespaceAlone(_ seen: AttachmentObservation) {
        guard seen.isNamespaceGone else { return }
        add(
            seen.namespaceText, cause: "the container was removed and its CNI DEL never came or failed",
            repair: commands.release(attachment.key))
    }

    private mutating func judgeRemains(_ seen: AttachmentObservation) {
        let cause =
            seen.isLinkGone
            ? "the container was removed and its CNI DEL never came or failed"
            : "a process keeps the removed namespace alive, or this program runs where the path cannot be seen; a CNI DEL may still come"
        add(seen.text, cause: cause, repair: commands.release(attachment.key))
    }

    /// The container lives, as far as is known.
    private mutating func judgeLink(_ seen: AttachmentObservation, _ home: borrowing NetworkNamespace) throws(KernelError) {
        guard let path = attachment.netns, case .alive = seen.namespace else {
            if seen.isLinkGone {
                add(seen.text, cause: "the link was deleted, and no namespace is recorded to make it in", repair: commands.release(attachment.key))
            }
            return
        }
        let container = try NetworkNamespace(path: path)
        let interface = PodInterface(recorded: attachment)
        let remedy = try LinkRemedy(seen, interface, in: container, home: home, path: path)
        let repair = (remedy.steps + [commands.repair(attachment.key)]).joined(separator: " && ")
        if case .leadsToContainer = seen.link {
            for difference in try interface.differences(in: container, home: home) {
                add(difference, cause: "it was changed after the container was made, by hand or by another program", repair: repair)
            }
        } else {
            add("\(seen.linkText), and \(remedy.podEndText)", cause: remedy.cause, repair: repair)
        }
    }
}
