internal import CNISpec
internal import JSON
internal import Netlink
internal import NodeIPAM
internal import NodeStore
internal import PluginShell
internal import PodInterface
internal import Slim

/// Takes one attachment away, part by part; each part may be gone already.
struct AttachmentRemover {
    private let delegate: (String) -> Delegate
    private let configuration: NetworkConfiguration
    private let nodeStore: NodeStore?
    private let logger: SlimLogger

    init(_ request: borrowing PluginRequest, _ nodeStore: NodeStore?) {
        let request = copy request
        delegate = { Delegate(request, type: $0) }
        configuration = request.configuration
        logger = request.logger
        self.nodeStore = nodeStore
    }

    /// Deletes the recorded host end, unless an interface that is not ours has taken its name.
    func removeLink(_ attachment: Attachment) throws(CNIError) {
        guard attachment.manager == .calico, let name = attachment.hostInterface else { return }
        let outcome = try kernel { () throws(KernelError) in try PodInterface.delete(hostName: name) }
        if outcome == .notOurs {
            logger.warning("An interface of the recorded name is not ours and stays", ["interface": name])
        }
    }

    /// Runs the DEL of another program's IPAM plugin; its failure is handed back, so that the rest is done first.
    func removeDelegated(_ key: AttachmentKey, type: String?, netns: String?) -> CNIError? {
        guard let type, !type.isEmpty, type != CalicoPlugin.ownIPAM else { return nil }
        do throws(CNIError) {
            let ipam = HostLocalRewrite.forRemoval(configuration.ipam ?? JSONObject())
            try delegate(type).run(.del, ipam, containerID: key.containerID, interface: key.interface, netns: netns)
            return nil
        } catch {
            return error
        }
    }

    /// Frees the addresses and forgets the attachment.
    func release(_ key: AttachmentKey) throws(CNIError) {
        guard let nodeStore else { return }
        _ = try store { () throws(NodeStoreError) in try nodeStore.release(key, now: CalicoPlugin.now()) }
    }
}
