internal import Addresses
public import CNISpec
internal import JSON
internal import Netlink
internal import NodeIPAM
internal import NodeStore
public import PluginShell
internal import PodInterface
internal import Slim

extension CalicoPlugin {
    /// CHECK: the kernel against the previous result, and, for what a result cannot hold, against the record.
    public func check(_ request: inout PluginRequest) throws(CNIError) {
        guard let previous = request.configuration.previousResult else {
            throw CNIError(
                .invalidConfiguration, "CHECK needs the previous result", details: "prevResult is missing; hand over the result of the last ADD")
        }
        let namespace = try ContainerNamespace(request)
        let paths = try Self.paths(request)
        let key = try Self.key(request)
        let nodeStore = try store { () throws(NodeStoreError) in try NodeStore.existing(in: paths.nodeStore) }
        let recorded = try Self.recorded(key, nodeStore)
        request.stopwatch.mark("record")
        var differences = try Self.differences(previous, request, namespace)
        if let nodeStore, let recorded {
            differences += try Self.recordDifferences(recorded, previous, nodeStore)
            differences += try kernel { () throws(KernelError) in
                try PodInterface(recorded: recorded).differences(in: namespace.container, home: namespace.home)
            }
        } else {
            differences.append("no record of \(key) in \(paths.nodeStore)")
        }
        request.stopwatch.mark("kernel")
        if let type = request.configuration.ipamType, !type.isEmpty, type != Self.ownIPAM {
            let ipam = HostLocalRewrite.forRemoval(request.configuration.ipam ?? JSONObject())
            try Delegate(request, type: type).run(.check, ipam)
        }
        guard differences.isEmpty else {
            throw CNIError(
                .checkFailed, "the interface is not as it was made",
                details: "\(differences.count) difference\(differences.count == 1 ? "" : "s"): \(differences.joined(separator: "; "))"
                    + "; delete the pod to have it made anew")
        }
    }

    /// Interfaces, MAC address, MTU and addresses of the previous result against the kernel.
    private static func differences(
        _ previous: CNIResult, _ request: borrowing PluginRequest, _ namespace: borrowing ContainerNamespace
    ) throws(CNIError) -> [String] {
        let name = request.invocation.interface
        let view = try kernel { () throws(KernelError) in try NamespaceView.of(namespace.container, home: namespace.home) }
        guard let position = previous.interfaces.firstIndex(where: { $0.name == name && !($0.sandbox ?? "").isEmpty }) else {
            return ["the previous result has no interface \(name) in a sandbox"]
        }
        guard let link = view.link(named: name) else { return ["interface \(name) of the previous result is missing in the container"] }
        var found: [String] = []
        let expected = previous.interfaces[position]
        if let mac = expected.mac, !mac.isEmpty, MACAddress(mac) != link.mac {
            found.append("interface \(name) has MAC \(link.mac.map { "\($0)" } ?? "none"), the previous result has \(mac)")
        }
        if let mtu = expected.mtu, mtu != 0, mtu != link.mtu {
            found.append("interface \(name) has MTU \(link.mtu), the previous result has \(mtu)")
        }
        let present = view.addresses(of: link.index)
        for address in previous.addresses where address.interface == nil || address.interface == position {
            if !present.contains(where: { $0.address == address.address.address }) {
                found.append("interface \(name) lacks address \(address.address) of the previous result")
            }
        }
        return found
    }

    /// The record against the previous result and the table of owners.
    private static func recordDifferences(_ recorded: Attachment, _ previous: CNIResult, _ nodeStore: NodeStore) throws(CNIError) -> [String] {
        var found: [String] = []
        let expected = Set(previous.addresses.map(\.address.address))
        for address in recorded.addresses.map(\.address) {
            if !expected.contains(address) { found.append("address \(address) is recorded and not in the previous result") }
            let owner = try store { () throws(NodeStoreError) in try nodeStore.owner(of: address) }
            if owner != recorded.key { found.append("address \(address) belongs to \(owner.map { "\($0)" } ?? "nobody")") }
        }
        if let name = recorded.hostInterface, !previous.interfaces.contains(where: { $0.name == name }) {
            found.append("host interface \(name) is recorded and not in the previous result")
        }
        return found
    }
}
