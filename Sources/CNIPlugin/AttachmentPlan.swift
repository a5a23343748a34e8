internal import Addresses
internal import CNISpec
internal import IPAM
internal import Netlink
internal import NodeIPAM
internal import NodeStore
internal import PluginShell
internal import PodInterface
internal import Slim

/// Everything one ADD wants, decided before anything is touched.
struct AttachmentPlan {
    let source: AddressSource
    let settings: CalicoConfiguration
    /// The record to be, without addresses and host interface.
    let draft: Attachment
    let hostName: HostInterfaceName

    init(
        _ request: borrowing PluginRequest, _ settings: CalicoConfiguration, _ source: AddressSource,
        _ namespace: borrowing ContainerNamespace, nodeName: String
    ) throws(CNIError) {
        self.source = source
        self.settings = settings
        let invocation = request.invocation
        hostName = HostInterfaceName(
            network: request.configuration.name, invocation, prefixes: ProcessEnvironment.value("FELIX_INTERFACEPREFIX"))
        var draft = Attachment(key: try CalicoPlugin.key(request), manager: .calico)
        draft.mac = try Self.mac(request)
        draft.mtu = settings.mtu
        draft.netns = namespace.path
        draft.netnsIdentity = FileIdentity(device: namespace.container.identity.device, inode: namespace.container.identity.inode)
        draft.allowForwarding = settings.allowForwarding
        draft.routes = source.routes.isEmpty ? [] : source.routes + (settings.includeDefaultRoutes ? Self.defaultRoutes : [])
        draft.ipamType = source.ipamType
        if let name = invocation.arguments.podName, let podNamespace = invocation.arguments.podNamespace {
            draft.pod = PodIdentity(namespace: podNamespace, name: name, uid: invocation.arguments.podUID)
        }
        self.draft = draft
    }

    static var defaultRoutes: [IPPrefix] { [.all(.v4), .all(.v6)] }

    /// The claim for this plan, with the names of the host end that are still to be tried.
    func claim(hostNames: [String], wanted: [IPAddress]) -> ClaimRequest {
        var draft = draft
        draft.created = CalicoPlugin.now()
        var claim = ClaimRequest(attachment: draft, hostInterfaceCandidates: hostNames, now: draft.created)
        switch source.kind {
        case .own(let pools):
            claim.pools = pools.map { request in
                PoolRequest(pool: request.pool, wanted: request.wanted ?? wanted.first { $0.family == request.pool.family })
            }
        case .foreign(let result, _):
            claim.foreignAddresses = result.addresses.map(\.address)
        }
        return claim
    }

    /// Addresses the request insists on.
    var insisted: [IPAddress] {
        if case .own(let pools) = source.kind { pools.compactMap(\.wanted) } else { [] }
    }

    /// The interface of a record, as it shall be in the kernel.
    func interface(_ attachment: Attachment) -> PodInterface {
        PodInterface(recorded: attachment, queues: settings.queues)
    }

    private static func mac(_ request: borrowing PluginRequest) throws(CNIError) -> MACAddress {
        guard let wanted = request.configuration.runtimeMAC ?? request.invocation.arguments.mac else {
            return .locallyAdministered(random: .random(in: 0...UInt64.max))
        }
        guard !wanted.isMulticast, wanted.value != 0 else {
            throw CNIError(
                .invalidConfiguration, "the requested MAC address cannot belong to an interface",
                details: "\(wanted) is a group address or zero; the first octet must be even")
        }
        return wanted
    }
}
