public import CNISpec
internal import NodeIPAM
internal import NodeStore
public import PluginShell

extension IPAMPlugin {
    /// DEL: frees the attachment's addresses; none is success.
    public func del(_ request: inout PluginRequest) throws(CNIError) {
        let context = try Context(request)
        guard let nodeStore = try NodeStore.forRemoval(context.paths, request.logger) else { return }
        _ = try store { () throws(NodeStoreError) in try nodeStore.release(context.key, now: Self.now()) }
    }

    /// GC: frees the addresses of every attachment of this network that the runtime does not list.
    public func gc(_ request: inout PluginRequest) throws(CNIError) {
        guard let valid = request.configuration.validAttachments else {
            throw CNIError(
                .invalidConfiguration, "GC needs the list of valid attachments",
                details: "cni.dev/valid-attachments is missing; an empty list would free every address of \(request.configuration.name)")
        }
        guard let nodeStore = try NodeStore.forRemoval(Self.paths(request), request.logger) else { return }
        let network = request.configuration.name
        let attachments = try store { () throws(NodeStoreError) in try nodeStore.attachments(network: network) }
        var failures: [String] = []
        for key in attachments.filter({ $0.manager == .addresses }).map(\.key) {
            if valid.contains(ValidAttachment(containerID: key.containerID, ifname: key.interface)) { continue }
            do throws(NodeStoreError) {
                _ = try nodeStore.release(key, now: Self.now())
            } catch {
                failures.append("\(key): \(error)")
            }
        }
        guard failures.isEmpty else {
            throw CNIError(
                .store, "some addresses could not be freed",
                details: "\(failures.count) attachments failed, the next GC tries them again: \(failures.prefix(5).joined(separator: "; "))")
        }
    }
}
