/// Variables that upstream's node container reads and this daemon does not.
enum UpstreamVariables {
    private static let names: Set<String> = [
        "AUTODETECT_POLL_INTERVAL", "CALICO_ADVERTISE_CLUSTER_IPS", "CALICO_API_GROUP", "CALICO_CNI_SERVICE_ACCOUNT",
        "CALICO_DISABLE_FELIX", "CALICO_DISABLE_FILE_LOGGING", "CALICO_K8S_NODE_REF", "CALICO_MANAGE_CNI", "CALICO_NODENAME_FILE",
        "CALICO_SHUTDOWN_TIMESTAMP_FILE", "CLUSTER_TYPE", "DATASTORE_TYPE", "K8S_API_ENDPOINT", "KUBECONFIG", "NAMESPACE", "USE_POD_CIDR",
        "WAIT_FOR_DATASTORE",
    ]
    /// Felix's other parameters, and how to reach etcd.
    private static let prefixes = ["FELIX_", "ETCD_"]

    static func isKnown(_ name: String) -> Bool { names.contains(name) || prefixes.contains { name.hasPrefix($0) } }

    /// Whether the name is one that only this daemon would read.
    static func isOurs(_ name: String) -> Bool { ["CALICO_", "IP_AUTO", "IP6_AUTO", "BGP_LOG"].contains { name.hasPrefix($0) } }
}
