internal import Addresses
internal import Glibc
internal import Netlink
internal import NodeIPAM
internal import NodeStore
internal import PodInterface

/// Everything recorded on this node compared with everything in its kernel.
///
/// Containers come and go meanwhile. So the kernel is looked at between two readings of the records, and whatever is found is looked
/// for once more a moment later: only what is still there is a finding.
struct NodeAudit {
    let context: QueryContext
    /// nil: nothing was ever claimed in this boot.
    let nodeStore: NodeStore?
    /// Those of the configured networks.
    let families: Set<IPAddress.Family>

    /// Microseconds between the two looks.
    private static var pause: UInt32 { 300_000 }

    func run() throws(QueryFailure) -> AuditReport {
        var report = try look()
        if !report.findings.isEmpty {
            usleep(Self.pause)
            report = report.confirmed(by: try look())
        }
        try judgeStore(&report)
        try judgeHost(&report)
        return report
    }

    private func look() throws(QueryFailure) -> AuditReport {
        var report = AuditReport()
        guard let nodeStore else {
            try adviseOfRemains(&report)
            return report
        }
        let before = try attachments(nodeStore)
        let view = try kernel("look at the host's links and routes") { () throws(KernelError) in try NamespaceView() }
        let attachments = try attachments(nodeStore)
        report.attachments = attachments.count
        let home = try kernel("open the host's network namespace") { () throws(KernelError) in try NetworkNamespace.current() }
        var explained: Set<String> = []
        for attachment in attachments {
            let audit = try kernel("look at \(attachment.key)") { () throws(KernelError) in try judge(attachment, home) }
            report.findings += audit.findings
            if audit.isInProgress { report.inProgress.append(attachment.key) }
            explained.formUnion(audit.explainedLinks)
        }
        let known = Set(attachments.map(\.key))
        // First what stands in the way of the repairs that follow.
        let host = HostAudit(view, attachments + before.filter { !known.contains($0.key) }, explained: explained)
        report.findings.insert(contentsOf: host.findings, at: 0)
        return report
    }

    /// A namespace that goes while it is looked at is looked at once more: then it is gone.
    private func judge(_ attachment: Attachment, _ home: borrowing NetworkNamespace) throws(KernelError) -> AttachmentAudit {
        do throws(KernelError) {
            return try AttachmentAudit(attachment, home: home, now: IPAMPlugin.now(), context.commands)
        } catch  where error.isAlreadyGone || error.code == EINVAL {
            return try AttachmentAudit(attachment, home: home, now: IPAMPlugin.now(), context.commands)
        }
    }

    private func attachments(_ nodeStore: NodeStore) throws(QueryFailure) -> [Attachment] {
        try query("read the node store") { () throws(NodeStoreError) in try nodeStore.attachments() }
    }

    /// Without a store there are no records to compare with: links and routes of ours are worth a word and no verdict.
    private func adviseOfRemains(_ report: inout AuditReport) throws(QueryFailure) {
        let view = try kernel("look at the host's links and routes") { () throws(KernelError) in try NamespaceView() }
        report.advice = HostAudit(view, [], explained: []).findings
        if StoreAudit(context.paths.nodeStore, context.commands).isOfEarlierBoot() {
            report.advice.append(
                Finding(
                    "the node store in \(context.paths.nodeStore) is of an earlier boot: its records are void",
                    cause: "the folder outlives a reboot, which ends every container; the next ADD begins a new store",
                    repair: "rm -r \(CommandText.quoted(context.paths.nodeStore))"))
        }
    }

    private func judgeStore(_ report: inout AuditReport) throws(QueryFailure) {
        let audit = StoreAudit(context.paths.nodeStore, context.commands)
        let complaints = try query("read the node store") { () throws(NodeStoreError) in try nodeStore?.audit() } ?? []
        report.findings += complaints.map(audit.contradiction)
    }

    private func judgeHost(_ report: inout AuditReport) throws(QueryFailure) {
        let recorded = try nodeStore.map { (nodeStore) throws(QueryFailure) in try attachments(nodeStore) } ?? []
        let used = families.union(recorded.flatMap(\.addresses).map(\.family))
        for condition in HostCondition.inspect(used.sorted()) {
            switch condition.severity {
            case .blocking:
                report.findings.append(
                    Finding(condition.finding, cause: "containers cannot reach beyond this node like that", repair: condition.remedy))
            case .advice:
                report.advice.append(
                    Finding(condition.finding, cause: "it may be meant, or harm only some traffic", repair: condition.remedy))
            }
        }
    }
}
