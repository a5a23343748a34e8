internal import Addresses
internal import CNISpec
internal import IPAM
internal import NodeIPAM
internal import NodeStore
internal import Slim

/// What is configured and recorded on this node, read once.
struct NodeView {
    let now: UInt64
    let attachments: [Attachment]
    let addresses: [RecordedAddress]
    private let configured: [NetworkPools]
    private let podCIDRs: [IPPrefix]

    init(_ context: QueryContext) throws(QueryFailure) {
        (configured, podCIDRs) = try Self.configuration(context)
        let nodeStore = try context.openStore()
        attachments = try query("read the node store") { () throws(NodeStoreError) in try nodeStore?.attachments() } ?? []
        addresses = try query("read the node store") { () throws(NodeStoreError) in try nodeStore?.recordedAddresses() } ?? []
        // Not before what was read: an age is never negative.
        now = IPAMPlugin.now()
    }

    /// The configured networks and the node's podCIDRs. What of them cannot be read is told and left out.
    static func configuration(_ context: QueryContext) throws(QueryFailure) -> ([NetworkPools], [IPPrefix]) {
        var record = NodeRecord()
        do throws(CNIError) { record = try NodeRecord.read(context.paths) } catch { QueryContext.tell("read the node record: \(error)") }
        let files = ConfigurationFiles(
            paths: context.paths, environment: ProcessEnvironment.value("CALICO_STATE_DIR"), warn: { QueryContext.tell($0) })
        return (try files.networks(context.arguments.values(QueryOption.configuration), record), record.podCIDRs)
    }

    /// The configured networks; on request also the podCIDRs that none of them uses, as a network without a name.
    func networks(withPodCIDRs: Bool) -> [NetworkPools] {
        guard withPodCIDRs else { return configured }
        let subnets = configured.flatMap(\.pools).flatMap(\.ranges).map(\.subnet)
        let others = podCIDRs.filter { prefix in !subnets.contains { $0.overlaps(prefix) } }
        return configured + [NetworkPools(network: "", pools: others.compactMap { try? AddressPool(ranges: [AddressPool.Range(subnet: $0)]) })]
    }

    var ranges: [RangeUsage] { RangeTable(configured, podCIDRs: podCIDRs, attachments, addresses, now: now).rows }
}
