public import Addresses
internal import CNISpec
internal import NodeIPAM
public import NodeSettings
internal import Slim

/// The files from which plugins know the node without asking anybody.
public enum NodeFiles {
    /// Writes what differs: node record with name and podCIDRs, nodename, MTU.
    ///
    /// - Returns: The podCIDRs in force: those of the settings, else those recorded before.
    public static func write(
        _ node: NodeIdentity, settings: NodeConfiguration, paths: NodePaths, interfaces: [HostInterface]
    ) throws(StartupError) -> [IPPrefix] {
        do throws(CNIError) {
            let before = try NodeRecord.read(paths.state)
            var record = before
            record.name = node.name
            if !settings.podCIDR.isEmpty { record.podCIDRs = settings.podCIDR }
            if record != before || text(paths.state.nodeName) != "\(node.name)\n" { try record.write(paths.state) }
            try writeMTU(node, settings, paths, interfaces)
            return record.podCIDRs
        } catch { throw StartupError(.file, "the node's files cannot be written", "\(error.message): \(error.details)") }
    }

    /// The MTU of pods' interfaces and where it comes from: the option, else the interface that has the node's address, else that of the
    /// default route; nil when there is none of them.
    public static func mtu(_ node: NodeIdentity, _ settings: NodeConfiguration, _ interfaces: [HostInterface]) -> (octets: Int, why: String)? {
        if settings.mtu > 0 { return (settings.mtu, "as mtu says") }
        if let holder = interfaces.first(where: { $0.name == node.interface }) { return (holder.mtu, "that of \(holder.name)") }
        return interfaces.first { !$0.defaultRoutes.isEmpty }.map { ($0.mtu, "that of \($0.name), which has the default route") }
    }

    private static func text(_ path: String) -> String? {
        (try? StandardStreams.readFile(path, limit: 4096)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func writeMTU(
        _ node: NodeIdentity, _ settings: NodeConfiguration, _ paths: NodePaths, _ interfaces: [HostInterface]
    ) throws(CNIError) {
        guard let mtu = mtu(node, settings, interfaces)?.octets, text(paths.state.mtu) != "\(mtu)\n" else { return }
        do throws(SmallFile.WriteError) { try SmallFile.replace(paths.state.mtu, with: "\(mtu)\n") } catch {
            throw CNIError(
                .inputOutput, "the MTU cannot be written",
                details: "\(error.step) \(error.path): \(error.reason); make room, or the folder writable")
        }
    }
}
