internal import Addresses
internal import IPAM
internal import NodeIPAM
internal import NodeStore
internal import Slim

/// `calico-ipam check`: the records against the kernel.
enum CheckCommand {
    static let declaration = Arguments.Command(
        "check", "Compares the records with namespaces, links and routes, and tells how to repair what differs",
        notes: [
            """
            Each finding comes with its probable cause and the command that repairs it; nothing is changed. Advice does not count
            as a finding. An attachment younger than 10 s without its link is "in progress".
            """,
            "Exit status: 0 all is as recorded, 1 findings, 2 the check could not be done.",
        ],
        options: [QueryOption.configuration, QueryOption.output])

    static func run(_ context: QueryContext) throws(QueryFailure) -> Int32 {
        let report: AuditReport
        do throws(QueryFailure) {
            let (networks, podCIDRs) = try NodeView.configuration(context)
            let families = Set(networks.flatMap(\.pools).map(\.family) + podCIDRs.map(\.family))
            report = try NodeAudit(context: context, nodeStore: try context.openStore(), families: families).run()
        } catch {
            let audit = StoreAudit(context.paths.nodeStore, context.commands)
            guard let finding = error.refusal.flatMap(audit.finding) else {
                var failure = error
                failure.status = 2
                throw failure
            }
            report = AuditReport(findings: [finding])
        }
        if context.wantsJSON { try context.print(report.json) } else { try context.print(report.text) }
        return report.findings.isEmpty ? 0 : 1
    }
}
