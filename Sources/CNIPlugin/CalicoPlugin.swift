internal import CLinux
internal import CNISpec
internal import NodeIPAM
internal import NodeStore
public import PluginShell
internal import Slim

/// The main plugin: one veth pair, its addresses and routes, for one interface of one container.
///
/// Each verb is in a file of its own. All of them keep one order: a record before the link it describes, and the link gone before its
/// record, so that whatever a crash leaves is found again under its record.
public struct CalicoPlugin: PluginVerbs {
    public static let program: StaticString = "calico"

    /// `ipam.type` of addresses that come from this program's own library, without another exec.
    static let ownIPAM = "calico-ipam"

    public init() {}

    static func paths(_ request: borrowing PluginRequest) throws(CNIError) -> StatePaths {
        try StatePaths(configuration: request.configuration, environment: ProcessEnvironment.value("CALICO_STATE_DIR"))
    }

    static func key(_ request: borrowing PluginRequest) throws(CNIError) -> AttachmentKey {
        let (network, invocation) = (request.configuration.name, request.invocation)
        return try store { () throws(NodeStoreError) in
            try AttachmentKey(network: network, containerID: invocation.containerID, interface: invocation.interface)
        }
    }

    static func ipamType(_ configuration: NetworkConfiguration) throws(CNIError) -> String {
        guard let type = configuration.ipamType, !type.isEmpty else {
            throw CNIError(
                .invalidConfiguration, "the network has no IPAM plugin",
                details: "ipam.type is missing; write \"ipam\": {\"type\": \"calico-ipam\", \"subnet\": \"usePodCidr\"}")
        }
        return type
    }

    /// Nanoseconds since boot, the node store's clock.
    static func now() -> UInt64 { clinux_boottime_nanoseconds() }
}
