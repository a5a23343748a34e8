internal import CLinux
internal import CNISpec
internal import IPAM
internal import NodeIPAM
internal import NodeStore
public import PluginShell
internal import Slim

/// The IPAM plugin for other main plugins (`ptp`, `bridge`, ...): addresses of this node's own ranges, no link.
///
/// `calico` uses the same library without an exec. An address has one owner on the node, whichever of the two asked.
public struct IPAMPlugin: PluginVerbs {
    public static let program: StaticString = "calico-ipam"

    public init() {}

    /// What each verb needs first: whose addresses, from where.
    struct Context {
        let paths: StatePaths
        let key: AttachmentKey

        init(_ request: borrowing PluginRequest) throws(CNIError) {
            paths = try IPAMPlugin.paths(request)
            let (network, invocation) = (request.configuration.name, request.invocation)
            key = try store { () throws(NodeStoreError) in
                try AttachmentKey(network: network, containerID: invocation.containerID, interface: invocation.interface)
            }
        }
    }

    static func paths(_ request: borrowing PluginRequest) throws(CNIError) -> StatePaths {
        try StatePaths(configuration: request.configuration, environment: ProcessEnvironment.value("CALICO_STATE_DIR"))
    }

    static func addresses(_ request: borrowing PluginRequest, _ paths: StatePaths) throws(CNIError) -> AddressConfiguration {
        guard request.configuration.ipam != nil else {
            throw CNIError(
                .invalidConfiguration, "the network has no ipam section",
                details: "write \"ipam\": {\"type\": \"calico-ipam\", \"subnet\": \"usePodCidr\"}")
        }
        return try AddressConfiguration(request.configuration, record: NodeRecord.read(paths), paths: paths)
    }

    static func now() -> UInt64 { clinux_boottime_nanoseconds() }
}
