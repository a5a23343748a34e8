internal import CNISpec
internal import JSON
internal import NodeIPAM
internal import Slim

/// The keys of the main plugin, as upstream documents them, with their defaults.
struct CalicoConfiguration {
    /// Octets; nil leaves the kernel's default.
    let mtu: Int?
    let queues: Int
    let allowForwarding: Bool
    let includeDefaultRoutes: Bool

    /// Smallest and largest MTU of a veth (linux/if_ether.h); IPv6 needs 1280 (RFC 8200 §5).
    static let mtuRange = 68...65535

    /// Keys of the datastore, of Kubernetes, of Windows and of features that need them.
    private static var keysWithoutEffect: [String] {
        [
            "datastore_type", "etcd_endpoints", "etcd_discovery_srv", "etcd_scheme", "etcd_key_file", "etcd_cert_file", "etcd_ca_cert_file",
            "etcd_authority", "policy", "kubernetes", "qps", "burst", "feature_control", "device_type", "dataplane_options", "readiness_gates",
            "policy_setup_timeout_seconds", "endpoint_status_dir", "calico_api_group", "ipam_lock_file", "mode", "vxlan_mac_prefix", "vxlan_vni",
            "windows_pod_deletion_timestamp_timeout", "windows_use_single_network", "windows_disable_default_deny_all_policy",
            "windows_loopback_DSR", "log_file_max_size", "log_file_max_age", "log_file_max_count",
        ]
    }

    init(_ configuration: NetworkConfiguration, _ paths: StatePaths) throws(CNIError) {
        let keys = configuration.raw
        mtu = try Self.mtu(keys, paths)
        let queues = try Self.number(keys, "num_queues") ?? 1
        guard queues <= 4096 else { throw Self.invalid("num_queues", "is \(queues)", "write 1 to 4096") }
        self.queues = max(1, queues)
        let settings = keys["container_settings"]?.object ?? JSONObject()
        guard keys["container_settings"] == nil || keys["container_settings"]?.object != nil || keys["container_settings"] == .null else {
            throw Self.invalid("container_settings", "is \(keys["container_settings"]?.kind ?? "")", "write {\"allow_ip_forwarding\": true}")
        }
        allowForwarding = try Self.flag(settings, "allow_ip_forwarding", at: "container_settings.")
        includeDefaultRoutes = try Self.flag(keys, "include_default_routes")
        if let device = keys["device_type"]?.string, !["", "veth", "netkit"].contains(device) {
            throw Self.invalid("device_type", "is \"\(device)\"", "write \"veth\"")
        }
    }

    /// Keys that are known and have no effect on this node, in the order of the configuration.
    static func ignoredKeys(_ configuration: NetworkConfiguration) -> [String] {
        let known = keysWithoutEffect
        return configuration.raw.keys.filter { known.contains($0) }
    }

    /// The `mtu` key, else the MTU file, which must be a number where it exists.
    private static func mtu(_ keys: JSONObject, _ paths: StatePaths) throws(CNIError) -> Int? {
        var fromFile: Int?
        do {
            let text = String(decoding: try StandardStreams.readFile(paths.mtu, limit: 64), as: UTF8.self)
            fromFile = Int(text.filter { !$0.isWhitespace })
            guard let number = fromFile, number == 0 || mtuRange.contains(number) else {
                throw CNIError(
                    .invalidConfiguration, "the MTU file holds no MTU",
                    details: "\(paths.mtu) holds \"\(text.prefix(20))\"; write a number of octets from 68 to 65535, or remove the file")
            }
        } catch let error as CNIError {
            throw error
        } catch {
            if try flag(keys, "require_mtu_file") {
                throw CNIError(
                    .invalidConfiguration, "the MTU file is missing",
                    details: "require_mtu_file is true and \(paths.mtu) cannot be read: calico-node writes it when it has started")
            }
        }
        let configured = try number(keys, "mtu") ?? 0
        guard configured == 0 || mtuRange.contains(configured) else {
            throw invalid("mtu", "is \(configured)", "write 68 to 65535, or 0 for the default")
        }
        let chosen = configured != 0 ? configured : fromFile ?? 0
        return chosen == 0 ? nil : chosen
    }

    private static func number(_ keys: JSONObject, _ key: String) throws(CNIError) -> Int? {
        guard let value = keys[key], !value.isNull else { return nil }
        guard let number = value.integer else { throw invalid(key, "is \(value.kind)", "write a number") }
        return Int(number)
    }

    private static func flag(_ keys: JSONObject, _ key: String, at place: String = "") throws(CNIError) -> Bool {
        guard let value = keys[key], !value.isNull else { return false }
        guard let flag = value.bool else { throw invalid(place + key, "is \(value.kind)", "write true or false") }
        return flag
    }

    private static func invalid(_ key: String, _ found: String, _ remedy: String) -> CNIError {
        CNIError(.invalidConfiguration, "a configuration key has a wrong value", details: "\(key) \(found); \(remedy)")
    }
}
