internal import Addresses
public import CNISpec
internal import IPAM
internal import JSON
internal import NodeIPAM
internal import NodeStore
public import PluginShell
internal import PodInterface
internal import Slim

extension CalicoPlugin {
    /// STATUS: ready only when an ADD could work now. What an ADD survives but pods would suffer from is logged.
    public func status(_ request: inout PluginRequest) throws(CNIError) {
        var families: [IPAddress.Family] = [.v4]
        do throws(CNIError) {
            let paths = try Self.paths(request)
            _ = try CalicoConfiguration(request.configuration, paths)
            let record = try NodeRecord.read(paths)
            _ = try NodeName.resolve(request.configuration, paths, record)
            let type = try Self.ipamType(request.configuration)
            if type == Self.ownIPAM {
                let addresses = try AddressConfiguration(request.configuration, record: record, paths: paths)
                families = addresses.pools.map(\.family)
                try Readiness.check(addresses.pools, paths)
            } else {
                _ = try HostLocalRewrite.withPodCIDRs(request.configuration.ipam ?? JSONObject(), record, paths)
                try Readiness.check([], paths)
                try delegateStatus(request, type)
            }
        } catch {
            throw Readiness.notReady(error)
        }
        try Readiness.checkHost(families, request.logger)
    }

    /// The state of another IPAM plugin, where it can tell.
    private func delegateStatus(_ request: borrowing PluginRequest, _ type: String) throws(CNIError) {
        let delegate = Delegate(request, type: type)
        guard try delegate.supports(.status) else {
            return request.logger.warning("The IPAM plugin has no STATUS", ["type": type])
        }
        try delegate.run(.status, request.configuration.ipam ?? JSONObject())
    }
}
