internal import Addresses
public import CNISpec
internal import IPAM
internal import NodeIPAM
internal import NodeStore
public import PluginShell

extension IPAMPlugin {
    /// CHECK: the attachment is recorded and owns the addresses of the previous result that lie in this network's ranges.
    public func check(_ request: inout PluginRequest) throws(CNIError) {
        let context = try Context(request)
        let nodeStore = try store { () throws(NodeStoreError) in try NodeStore.existing(in: context.paths.nodeStore) }
        guard let nodeStore, let recorded = try store({ () throws(NodeStoreError) in try nodeStore.attachment(context.key) }) else {
            throw CNIError(
                .checkFailed, "the addresses are not recorded",
                details: "no record of \(context.key) in \(context.paths.nodeStore); delete the pod to have it made anew")
        }
        var differences: [String] = []
        for address in recorded.addresses.map(\.address) {
            let owner = try store { () throws(NodeStoreError) in try nodeStore.owner(of: address) }
            if owner != context.key { differences.append("address \(address) belongs to \(owner.map { "\($0)" } ?? "nobody")") }
        }
        let held = Set(recorded.addresses.map(\.address))
        if let previous = request.configuration.previousResult {
            let shown = Set(previous.addresses.map(\.address.address))
            for address in held where !shown.contains(address) {
                differences.append("address \(address) is recorded and not in the previous result")
            }
        }
        guard differences.isEmpty else {
            throw CNIError(.checkFailed, "the addresses are not as they were given", details: differences.joined(separator: "; "))
        }
    }

    /// STATUS: ready only when an ADD could work now.
    public func status(_ request: inout PluginRequest) throws(CNIError) {
        do throws(CNIError) {
            let paths = try Self.paths(request)
            try Readiness.check(Self.addresses(request, paths).pools, paths)
        } catch {
            throw Readiness.notReady(error)
        }
    }
}
