internal import Addresses
public import CNISpec
internal import Netlink
internal import NodeIPAM
internal import NodeStore
public import PluginShell
internal import Slim

extension IPAMPlugin {
    /// ADD: one address a family, with its subnet's prefix length and gateway, which is never handed out.
    public func add(_ request: inout PluginRequest) throws(CNIError) -> CNIResult {
        let context = try Context(request)
        let addresses = try Self.addresses(request, context.paths)
        let pools = try AddressRequests.make(addresses, request.configuration, request.invocation.arguments)
        request.stopwatch.mark("configuration")

        var attachment = Attachment(key: context.key, manager: .addresses)
        attachment.netns = request.invocation.netns
        attachment.netnsIdentity = request.invocation.netns.flatMap(Self.identity)
        attachment.ipamType = request.configuration.ipamType
        let arguments = request.invocation.arguments
        if let name = arguments.podName, let namespace = arguments.podNamespace {
            attachment.pod = PodIdentity(namespace: namespace, name: name, uid: arguments.podUID)
        }
        let now = Self.now()
        attachment.created = now
        let claim = ClaimRequest(attachment: attachment, pools: pools, now: now)
        let nodeStore = try store { () throws(NodeStoreError) in try NodeStore(opening: context.paths.nodeStore) }
        let recorded = try store { () throws(NodeStoreError) in try nodeStore.claim(claim) }.attachment
        request.stopwatch.mark("store")

        var result = CNIResult(routes: addresses.routes, dns: addresses.dns)
        for (address, gateway) in zip(recorded.addresses, recorded.gateways) {
            result.addresses.append(CNIResult.Address(address, gateway: gateway))
        }
        return result
    }

    /// Which namespace the path leads to, so that an audit can tell when it comes to mean another; nil when it cannot be opened.
    private static func identity(_ path: String) -> FileIdentity? {
        guard let namespace = try? NetworkNamespace(path: path) else { return nil }
        return FileIdentity(device: namespace.identity.device, inode: namespace.identity.inode)
    }
}
