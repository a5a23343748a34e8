public import CNISpec
internal import JSON
internal import Netlink
internal import NodeIPAM
internal import NodeStore
public import PluginShell
internal import PodInterface
internal import Slim

extension CalicoPlugin {
    /// DEL: the link first, then its record and addresses. What is not there is success: no store, no daemon, no namespace is needed.
    public func del(_ request: inout PluginRequest) throws(CNIError) {
        let paths = try Self.paths(request)
        let key = try Self.key(request)
        let nodeStore = try NodeStore.forRemoval(paths, request.logger)
        let recorded = try Self.recorded(key, nodeStore)
        request.stopwatch.mark("record")
        let remover = AttachmentRemover(request, nodeStore)
        if let recorded {
            try remover.removeLink(recorded)
        } else {
            try Self.removeUnrecordedLink(request, nodeStore)
        }
        request.stopwatch.mark("link")
        let delegateFailure = remover.removeDelegated(
            key, type: recorded?.ipamType ?? request.configuration.ipamType, netns: request.invocation.netns)
        request.stopwatch.mark("ipam")
        if recorded != nil { try remover.release(key) }
        request.stopwatch.mark("store")
        if let delegateFailure { throw delegateFailure }
    }

    /// The record of an attachment; nil when there is none, or no store.
    static func recorded(_ key: AttachmentKey, _ nodeStore: NodeStore?) throws(CNIError) -> Attachment? {
        guard let nodeStore else { return nil }
        return try store { () throws(NodeStoreError) in try nodeStore.attachment(key) }
    }

    /// Without a record only a link that leads to the interface named in CNI_NETNS and looks like ours may go.
    private static func removeUnrecordedLink(_ request: borrowing PluginRequest, _ nodeStore: NodeStore?) throws(CNIError) {
        guard let namespace = try ContainerNamespace.ifThere(request) else { return }
        let name = request.invocation.interface
        let pair = try kernel { () throws(KernelError) in try LinkPair.leading(to: name, in: namespace.container, home: namespace.home) }
        guard let pair, pair.host.looksLikeOurs, pair.host.name.hasPrefix(CalicoLink.namePrefix) else { return }
        if let nodeStore {
            // A record of another attachment: this container shares its namespace with one that is still wanted.
            let owner = try store { () throws(NodeStoreError) in try nodeStore.owner(ofHostInterface: pair.host.name) }
            guard owner == nil else { return }
        }
        try kernel { () throws(KernelError) in try PodInterface.delete(pair.host) }
    }
}
