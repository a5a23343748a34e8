import NodeSettings
import Testing

/// One option with a text it takes, what is shown of it, and a text it refuses.
struct OptionRow: Sendable, CustomTestStringConvertible {
    let key: String
    let variable: String
    let good: String
    let shown: String
    let bad: String
    var testDescription: String { key }

    init(_ key: String, _ variable: String, _ good: String, _ shown: String? = nil, bad: String) {
        self.key = key
        self.variable = variable
        self.good = good
        self.shown = shown ?? good
        self.bad = bad
    }

    static let all = [
        OptionRow("config", "CALICO_NODE_CONFIG", "/tmp/other.yaml", bad: "other.yaml"),
        OptionRow("stateDir", "CALICO_STATE_DIR", "/tmp/a/", "/tmp/a", bad: "a/b"),
        OptionRow("datastoreDir", "CALICO_DATASTORE_DIR", "/data", bad: "./data"),
        OptionRow("secretsDir", "CALICO_SECRETS_DIR", "/", bad: "~/secrets"),
        OptionRow("nodeName", "NODENAME", "node-1.example", bad: "Node_1"),
        OptionRow("ip", "IP", "192.0.2.7/24", bad: "fd00::1"),
        OptionRow("ip6", "IP6", "fd00::7", bad: "192.0.2.7"),
        OptionRow("ipAutodetectionMethod", "IP_AUTODETECTION_METHOD", "can-reach=192.0.2.1", bad: "can-reach=fd00::1"),
        OptionRow("ip6AutodetectionMethod", "IP6_AUTODETECTION_METHOD", "cidr=fd00::/8", bad: "cidr=10.0.0.0/8"),
        OptionRow("disableNodeIPCheck", "DISABLE_NODE_IP_CHECK", "yes", "true", bad: "maybe"),
        OptionRow("ipv6Support", "FELIX_IPV6SUPPORT", "n", "false", bad: "none"),
        OptionRow("podCIDR", "CALICO_POD_CIDR", "10.65.3.0/24, fd00:65::/64", "10.65.3.0/24,fd00:65::/64", bad: "10.65.3.1/24"),
        OptionRow("mtu", "CALICO_MTU", "9000", bad: "575"),
        OptionRow("backend", "CALICO_NETWORKING_BACKEND", "BIRD", "bird", bad: "brid"),
        OptionRow("asNumber", "AS", "1.10", "65546", bad: "23456"),
        OptionRow("routerID", "CALICO_ROUTER_ID", "hash", bad: "0.0.0.0"),
        OptionRow("clusterID", "CALICO_RR_CLUSTER_ID", "244.0.0.1", bad: "17"),
        OptionRow("holdTime", "CALICO_BGP_HOLD_TIME", "9", "9s", bad: "2"),
        OptionRow("restartTime", "CALICO_BGP_RESTART_TIME", "2m", "2m0s", bad: "4096"),
        OptionRow("restartDeferral", "CALICO_BGP_RESTART_DEFERRAL", "0", "0s", bad: "-1"),
        OptionRow("listenAddresses", "CALICO_BGP_LISTEN_ADDRESSES", "192.0.2.1,::", bad: "192.0.2"),
        OptionRow("routeRefreshInterval", "FELIX_ROUTEREFRESHINTERVAL", "1.5", "1.5s", bad: "0.5"),
        OptionRow("ecmpPaths", "CALICO_ECMP_PATHS", "64", bad: "65"),
        OptionRow("flushOnStop", "CALICO_FLUSH_ON_STOP", "T", "true", bad: "2"),
        OptionRow("createDefaultPools", "CALICO_CREATE_DEFAULT_POOLS", "1", "true", bad: "01"),
        OptionRow("noDefaultPools", "NO_DEFAULT_POOLS", "true", bad: "tru"),
        OptionRow("ipv4PoolCIDR", "CALICO_IPV4POOL_CIDR", "10.65.0.0/16", bad: "10.65.0.1/16"),
        OptionRow("ipv6PoolCIDR", "CALICO_IPV6POOL_CIDR", "NONE", "none", bad: "10.65.0.0/16"),
        OptionRow("ipv4PoolBlockSize", "CALICO_IPV4POOL_BLOCK_SIZE", "32", bad: "19"),
        OptionRow("ipv6PoolBlockSize", "CALICO_IPV6POOL_BLOCK_SIZE", "116", bad: "129"),
        OptionRow("ipv4PoolIPIP", "CALICO_IPV4POOL_IPIP", "cross-subnet", "CrossSubnet", bad: "Sometimes"),
        OptionRow("ipv4PoolVXLAN", "CALICO_IPV4POOL_VXLAN", "always", "Always", bad: "yes"),
        OptionRow("ipv6PoolVXLAN", "CALICO_IPV6POOL_VXLAN", "Off", "Never", bad: "no"),
        OptionRow("ipv4PoolNATOutgoing", "CALICO_IPV4POOL_NAT_OUTGOING", "f", "false", bad: "nope"),
        OptionRow("ipv6PoolNATOutgoing", "CALICO_IPV6POOL_NAT_OUTGOING", "y", "true", bad: "10"),
        OptionRow("ipv4PoolNodeSelector", "CALICO_IPV4POOL_NODE_SELECTOR", "rack == '1'", bad: "rack =="),
        OptionRow("ipv6PoolNodeSelector", "CALICO_IPV6POOL_NODE_SELECTOR", "all()", bad: "all("),
        OptionRow("ipv4PoolDisableBGPExport", "CALICO_IPV4POOL_DISABLE_BGP_EXPORT", "true", bad: "t r u e"),
        OptionRow("ipv6PoolDisableBGPExport", "CALICO_IPV6POOL_DISABLE_BGP_EXPORT", "0", "false", bad: "zero"),
        OptionRow("logSeverity", "CALICO_STARTUP_LOGLEVEL", "WARN", "Warning", bad: "loud"),
        OptionRow("logFormat", "CALICO_LOG_FORMAT", "JSON", "json", bad: "xml"),
        OptionRow("healthEnabled", "FELIX_HEALTHENABLED", "false", bad: "null"),
        OptionRow("healthHost", "FELIX_HEALTHHOST", "localhost", "127.0.0.1", bad: "example.com"),
        OptionRow("healthPort", "FELIX_HEALTHPORT", "65535", bad: "65536"),
        OptionRow("metricsEnabled", "FELIX_PROMETHEUSMETRICSENABLED", "no", "false", bad: "-"),
        OptionRow("metricsHost", "FELIX_PROMETHEUSMETRICSHOST", "::1,127.0.0.1", bad: "*"),
        OptionRow("metricsPort", "FELIX_PROMETHEUSMETRICSPORT", "9091", bad: "0"),
        OptionRow("readinessNeedsPeer", "CALICO_READINESS_NEEDS_PEER", "true", bad: "both"),
        OptionRow("parts", "CALICO_NODE_PARTS", "bgp, Routes", "bgp,routes", bad: "bgp,rotues"),
    ]
}
