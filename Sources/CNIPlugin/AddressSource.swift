internal import Addresses
internal import CNISpec
internal import JSON
internal import NodeIPAM
internal import NodeStore
internal import PluginShell
internal import Slim

/// Where the addresses of one ADD come from: this node's own ranges, or another IPAM plugin that has already been asked.
struct AddressSource {
    enum Kind {
        case own([PoolRequest])
        case foreign(CNIResult, ipam: JSONObject)
    }

    let kind: Kind
    /// Destinations for the container instead of the default routes; empty for the defaults.
    let routes: [IPPrefix]
    let dns: CNIResult.DNS
    let ipamType: String

    /// Reads the `ipam` section and, where it names another plugin, runs that plugin's ADD.
    init(_ request: borrowing PluginRequest, _ record: NodeRecord, _ paths: StatePaths) throws(CNIError) {
        let configuration = request.configuration
        ipamType = try CalicoPlugin.ipamType(configuration)
        if ipamType == CalicoPlugin.ownIPAM {
            let addresses = try AddressConfiguration(configuration, record: record, paths: paths)
            if !addresses.ignoredKeys.isEmpty {
                request.logger.info("IPAM keys without effect with the node's own ranges", ["keys": addresses.ignoredKeys.joined(separator: ",")])
            }
            kind = .own(try AddressRequests.make(addresses, configuration, request.invocation.arguments))
            routes = addresses.routes.map(\.destination)
            dns = addresses.dns
        } else {
            let ipam = try HostLocalRewrite.withPodCIDRs(configuration.ipam ?? JSONObject(), record, paths)
            let result = try Delegate(request, type: ipamType).add(ipam)
            kind = .foreign(result, ipam: ipam)
            routes = result.routes.map(\.destination)
            dns = result.dns
            guard !result.addresses.isEmpty else {
                takeBack(request)
                throw CNIError(.delegate, "the IPAM plugin gave no address", details: "\(ipamType) ADD answered without \"ips\"; check its ranges")
            }
        }
    }

    /// Gives addresses of another plugin back after a failed ADD. What that plugin says then is of no further use.
    func takeBack(_ request: borrowing PluginRequest) {
        guard case .foreign(_, let ipam) = kind else { return }
        do throws(CNIError) {
            try Delegate(request, type: ipamType).run(.del, ipam)
        } catch {
            request.logger.error("The IPAM plugin did not take its addresses back", ["type": ipamType, "reason": error.description])
        }
    }
}
