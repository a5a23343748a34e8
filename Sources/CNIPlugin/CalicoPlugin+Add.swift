internal import Addresses
public import CNISpec
internal import Netlink
internal import NodeIPAM
internal import NodeStore
public import PluginShell
internal import PodInterface
internal import Slim

extension CalicoPlugin {
    /// ADD: claims the addresses and records the attachment in one transaction, then makes the link. With addresses of the node's own
    /// there is no other program, no list and no dump on this way.
    public func add(_ request: inout PluginRequest) throws(CNIError) -> CNIResult {
        let namespace = try ContainerNamespace(request)
        let paths = try Self.paths(request)
        let settings = try CalicoConfiguration(request.configuration, paths)
        if request.logger.level <= .info {
            let ignored = CalicoConfiguration.ignoredKeys(request.configuration)
            if !ignored.isEmpty { request.logger.info("Configuration keys without effect on this node", ["keys": ignored.joined(separator: ",")]) }
        }
        let record = try NodeRecord.read(paths)
        let nodeName = try NodeName.resolve(request.configuration, paths, record)
        let source = try AddressSource(request, record, paths)
        request.stopwatch.mark("configuration")

        let plan = try AttachmentPlan(request, settings, source, namespace, nodeName: nodeName)
        request.stopwatch.mark("ipam")
        do {
            return try attach(plan, &request, namespace, paths)
        } catch {
            source.takeBack(request)
            throw error
        }
    }

    private func attach(
        _ plan: AttachmentPlan, _ request: inout PluginRequest, _ namespace: borrowing ContainerNamespace, _ paths: StatePaths
    ) throws(CNIError) -> CNIResult {
        let nodeStore = try store { () throws(NodeStoreError) in try NodeStore(opening: paths.nodeStore) }
        // The process ends right after its answer: the kernel unmaps the store then, at less cost.
        _ = Unmanaged.passRetained(nodeStore)
        let builder = LinkBuilder(nodeStore: nodeStore, plan: plan)
        var stopwatch = request.stopwatch
        defer { request.stopwatch = stopwatch }
        let (attachment, mac) = try builder.build(namespace) { stopwatch.mark($0) }
        return Self.result(attachment, mac: mac, plan, namespace.path)
    }

    /// Upstream's form: the host end, the container's end, and each address as /32 or /128 without a gateway.
    private static func result(_ attachment: Attachment, mac: MACAddress, _ plan: AttachmentPlan, _ sandbox: String) -> CNIResult {
        var result = CNIResult(dns: plan.source.dns)
        result.interfaces = [
            CNIResult.Interface(name: attachment.hostInterface ?? ""),
            CNIResult.Interface(name: attachment.key.interface, mac: "\(mac)", mtu: attachment.mtu, sandbox: sandbox),
        ]
        result.addresses = attachment.addresses.map { CNIResult.Address(IPPrefix(host: $0.address), interface: 1) }
        return result
    }
}
