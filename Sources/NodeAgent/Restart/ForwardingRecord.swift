internal import Dataplane
internal import JSON
internal import NodeIPAM
internal import NodeStartup
internal import Slim

/// Which settings of the host the daemon changed, and what they were: for `calico-node cleanup`.
enum ForwardingRecord {
    private static func path(_ paths: NodePaths) -> String { "\(paths.state.volatile)/calico-node.sysctl" }

    /// The first value that is noted counts: what was there before any daemon of this boot.
    static func note(_ change: HostForwarding.Change, _ paths: NodePaths) {
        var changes = read(paths)
        guard !changes.contains(where: { $0.name == change.name }) else { return }
        changes.append(change)
        let members = changes.map { ($0.name, JSONValue.integer(Int64($0.before))) }
        // Without it cleanup leaves the setting, which is no harm worth stopping for.
        try? SmallFile.replace(path(paths), with: JSONValue.object(JSONObject(members)).text + "\n")
    }

    static func read(_ paths: NodePaths) -> [HostForwarding.Change] {
        guard let octets = try? StandardStreams.readFile(path(paths)), let object = try? JSONValue(parsing: octets).object else { return [] }
        return object.members.compactMap { name, value in
            value.integer.map { HostForwarding.Change(name: name, before: Int($0), after: 1) }
        }
    }
}
