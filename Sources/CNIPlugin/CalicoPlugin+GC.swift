public import CNISpec
internal import JSON
internal import NodeIPAM
internal import NodeStore
public import PluginShell
internal import Slim

extension CalicoPlugin {
    /// GC: takes away every attachment of this network that the runtime does not list. One that resists does not stop the others.
    public func gc(_ request: inout PluginRequest) throws(CNIError) {
        guard let valid = request.configuration.validAttachments else {
            throw CNIError(
                .invalidConfiguration, "GC needs the list of valid attachments",
                details: "cni.dev/valid-attachments is missing; an empty list would take every attachment of \(request.configuration.name) away")
        }
        let paths = try Self.paths(request)
        guard let nodeStore = try NodeStore.forRemoval(paths, request.logger) else { return }
        let network = request.configuration.name
        let attachments = try store { () throws(NodeStoreError) in try nodeStore.attachments(network: network) }
        let stale = attachments.filter { $0.manager == .calico && !valid.contains(ValidAttachment($0.key)) }
        let remover = AttachmentRemover(request, nodeStore)
        var failures: [String] = []
        for attachment in stale {
            do throws(CNIError) {
                try remover.removeLink(attachment)
                if let failure = remover.removeDelegated(attachment.key, type: attachment.ipamType, netns: nil) { throw failure }
                try remover.release(attachment.key)
                request.logger.info("GC took an attachment away", ["attachment": "\(attachment.key)"])
            } catch {
                failures.append("\(attachment.key): \(error)")
            }
        }
        request.stopwatch.mark("attachments")
        runDelegate(request)
        guard failures.isEmpty else {
            throw CNIError(
                .internalFault, "some attachments could not be taken away",
                details: "\(failures.count) of \(stale.count) failed, the next GC tries them again: \(failures.prefix(5).joined(separator: "; "))")
        }
    }

    /// Another IPAM plugin collects its own garbage too, where it knows how to.
    private func runDelegate(_ request: borrowing PluginRequest) {
        guard let type = request.configuration.ipamType, !type.isEmpty, type != Self.ownIPAM else { return }
        do throws(CNIError) {
            let ipam = HostLocalRewrite.forRemoval(request.configuration.ipam ?? JSONObject())
            try Delegate(request, type: type).run(.gc, ipam)
        } catch {
            request.logger.warning("The IPAM plugin has no GC of its own", ["type": type, "reason": error.description])
        }
    }
}

extension ValidAttachment {
    init(_ key: AttachmentKey) { self.init(containerID: key.containerID, ifname: key.interface) }
}
