public import CNISpec
public import NodeStore
public import Slim

extension NodeStore {
    /// The store for verbs that take away: nil when there is none, or when its files are damaged. Recovery makes a damaged store anew,
    /// so nothing recorded in it is left to release, and no pod has to wait for that.
    public static func forRemoval(_ paths: StatePaths, _ logger: SlimLogger) throws(CNIError) -> NodeStore? {
        do throws(NodeStoreError) {
            let nodeStore = try NodeStore.existing(in: paths.nodeStore)
            // The process ends right after its answer: the kernel unmaps the store then, at less cost.
            if let nodeStore { _ = Unmanaged.passRetained(nodeStore) }
            return nodeStore
        } catch {
            switch error {
            case .corrupt, .truncated:
                logger.error("The node store is damaged: its records cannot be released", ["reason": error.description])
                return nil
            default: throw CNIError(error)
            }
        }
    }
}
