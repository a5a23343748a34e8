public import Addresses
internal import CLinux
public import CNISpec
public import IPAM
internal import NodeStore
internal import PodInterface
public import Slim

/// Whether an ADD could work now: the judgement behind STATUS.
public enum Readiness {
    /// The store can be written and every pool has a free address.
    /// - Throws: What an ADD would throw.
    public static func check(_ pools: [AddressPool], _ paths: StatePaths) throws(CNIError) {
        let nodeStore = try store { () throws(NodeStoreError) in try NodeStore(opening: paths.nodeStore) }
        try store { () throws(NodeStoreError) in try nodeStore.checkClaimable() }
        for pool in pools {
            let usage = try store { () throws(NodeStoreError) in try nodeStore.usage(of: pool, now: clinux_boottime_nanoseconds()) }
            guard usage.free > 0 else {
                throw CNIError(.addressesExhausted, "no address is free", details: "\(pool): \(usage)")
            }
        }
    }

    /// Code 50 with the reason why an ADD would fail.
    public static func notReady(_ error: CNIError) -> CNIError {
        CNIError(.notReady, "the plugin cannot serve an ADD", details: "\(error.message): \(error.details)")
    }

    /// Logs what is wrong with the host.
    /// - Throws: ``CNIError/Code/notReadyLimitedConnectivity`` when pods could not reach beyond their node.
    public static func checkHost(_ families: [IPAddress.Family], _ logger: SlimLogger) throws(CNIError) {
        let conditions = HostCondition.inspect(families)
        for condition in conditions {
            logger.warning("The host is not ready for pods", ["finding": condition.finding, "remedy": condition.remedy])
        }
        let blocking = conditions.filter { $0.severity == .blocking }
        guard blocking.isEmpty else {
            throw CNIError(
                .notReadyLimitedConnectivity, "pods cannot reach beyond this node",
                details: blocking.map { "\($0.finding); mend it with: \($0.remedy)" }.joined(separator: ". "))
        }
    }
}
