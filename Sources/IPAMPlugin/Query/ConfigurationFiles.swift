internal import CNISpec
internal import Glibc
internal import JSON
internal import NodeIPAM
internal import Slim

/// The network configurations of a node, as a runtime would find them: *.conf, *.conflist and *.json of one folder, or files named.
struct ConfigurationFiles {
    let paths: StatePaths
    /// What the runtime's plugins would take for the state folder where a configuration names none.
    let environment: String?
    /// Told of every file that cannot be used.
    let warn: (String) -> Void

    /// The networks whose addresses are in this node's store.
    /// - Parameters:
    ///   - files: Named by the user; empty for the runtime's folder.
    ///   - record: What `usePodCidr` stands for.
    func networks(_ files: [String], _ record: NodeRecord) throws(QueryFailure) -> [NetworkPools] {
        guard files.isEmpty else {
            var networks: [NetworkPools] = []
            for path in files {
                do throws(ConfigurationError) { networks += try read(path, record, isNamed: true) } catch {
                    throw QueryFailure("read \(path)", error.reason, remedy: "name a network configuration, a .conf or a .conflist file")
                }
            }
            return networks
        }
        var networks: [NetworkPools] = []
        for path in Self.candidates() {
            do throws(ConfigurationError) { networks += try read(path, record, isNamed: false) } catch {
                warn("read \(path): \(error.reason); skipped")
            }
        }
        return networks
    }

    private struct ConfigurationError: Error { let reason: String }

    private func read(_ path: String, _ record: NodeRecord, isNamed: Bool) throws(ConfigurationError) -> [NetworkPools] {
        let value: JSONValue
        do { value = try JSONValue(parsing: try StandardStreams.readFile(path, limit: NetworkConfiguration.maximumLength)) } catch {
            throw ConfigurationError(reason: "\(error)")
        }
        var networks: [NetworkPools] = []
        for plugin in Self.plugins(value) {
            do throws(CNIError) {
                let configuration = try NetworkConfiguration(parsing: Array(JSONValue.object(plugin).text.utf8), verb: .del)
                let home = try StatePaths(configuration: configuration, environment: environment)
                let namesFolder = (configuration.raw["state_dir"] ?? configuration.ipam?["state_dir"]) != nil
                guard home == paths || isNamed && !namesFolder else {
                    let folder = home.persistent
                    if isNamed { warn("\(path): network \(configuration.name) keeps its state in \(folder); add --state-dir \(folder)") }
                    continue
                }
                let addresses = try AddressConfiguration(configuration, record: record, paths: paths)
                networks.append(NetworkPools(network: configuration.name, pools: addresses.pools))
            } catch {
                warn("\(path): no range can be shown: \(error)")
            }
        }
        return networks
    }

    /// Each plugin of a list with the list's name and version, or the one plugin of a single configuration; only those whose addresses
    /// are recorded: `calico-ipam` hands them out, or `calico` takes them from `host-local`, whose ranges are written alike.
    static func plugins(_ value: JSONValue) -> [JSONObject] {
        guard let whole = value.object else { return [] }
        let plugins = whole["plugins"]?.array?.compactMap(\.object).map { plugin in
            var plugin = plugin
            plugin["name"] = whole["name"]
            plugin["cniVersion"] = whole["cniVersion"]
            return plugin
        }
        return (plugins ?? [whole]).filter { plugin in
            let type = plugin["ipam"]?["type"]
            return type == "calico-ipam" || type == "host-local" && plugin["type"] == "calico"
        }
    }

    /// The files of the runtime's folder in the order of their names.
    private static func candidates() -> [String] {
        let folder = ProcessEnvironment.value("CNI_CONF_DIR") ?? ProcessEnvironment.value("NETCONFPATH") ?? "/etc/cni/net.d"
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if [".conf", ".conflist", ".json"].contains(where: name.hasSuffix) { names.append(name) }
        }
        return names.sorted().map { "\(folder)/\($0)" }
    }
}
