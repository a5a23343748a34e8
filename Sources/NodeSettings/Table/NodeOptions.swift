public import Addresses
public import Model
internal import Selectors

/// Every option of the node daemon, one declaration each, in the order of help and documentation.
///
/// Never used as data: ``NodeConfiguration`` is the data, and reaches its values by these names.
public struct NodeOptions: Sendable {
    private init() {}

    /// Made once: a value is read by its option.
    static let declared = NodeOptions()

    // Places
    public let config = NodeOption<String?>.path(
        "config", ["CALICO_NODE_CONFIG"], standard: "\(NodeConfiguration.standardFile), if it is there", isInFile: false,
        help: "The settings file: YAML with the keys of this page.")
    public let stateDir = NodeOption<String?>.path(
        "stateDir", ["CALICO_STATE_DIR"], standard: "/var/lib/calico, and /run/calico for what a reboot ends",
        help: "One folder for all state of the node, so that several nodes fit on one machine.")
    public let datastoreDir = NodeOption<String?>.path(
        "datastoreDir", ["CALICO_DATASTORE_DIR"], standard: "datastore below the state folder",
        help: "Folder of the datastore that is kept on this machine.")
    public let secretsDir = NodeOption<String?>.path(
        "secretsDir", ["CALICO_SECRETS_DIR"], standard: "/etc/calico/secrets",
        help: "Folder of the passwords of BGP peers: a file NAME/KEY for each secretKeyRef.")

    // Name and addresses
    public let nodeName = NodeOption<String?>.text(
        "nodeName", ["NODENAME"], .identity, "NAME", allowed: "a lower-case domain name: letters, digits, dashes and dots, at most 253",
        standard: "the nodename file, else HOSTNAME, else the machine's name",
        help: "The node's name in the cluster. Once it is written into the nodename file it must not change.",
        read: { Name.isSubdomain($0) ? $0 : nil })
    public let ip = NodeOption<AddressChoice>.address(
        "ip", ["IP"], .v4, standard: "the stored address, else autodetect",
        help: "The node's IPv4 address, by which others reach it and BGP speaks; without a length, that of the interface holds.")
    public let ip6 = NodeOption<AddressChoice>.address(
        "ip6", ["IP6"], .v6, standard: "the stored address, else none", help: "The same for IPv6.")
    public let ipAutodetectionMethod = NodeOption<AutodetectionMethod>.method(
        "ipAutodetectionMethod", ["IP_AUTODETECTION_METHOD"], .v4, help: "How the IPv4 address is found where it is not given.")
    public let ip6AutodetectionMethod = NodeOption<AutodetectionMethod>.method(
        "ip6AutodetectionMethod", ["IP6_AUTODETECTION_METHOD"], .v6, help: "How the IPv6 address is found.")
    public let disableNodeIPCheck = NodeOption<Bool>.flag(
        "disableNodeIPCheck", ["DISABLE_NODE_IP_CHECK"], .identity, initial: false,
        help: "Starts even when another node of the cluster has the same address.")
    public let ipv6Support = NodeOption<Bool>.flag(
        "ipv6Support", ["FELIX_IPV6SUPPORT"], .identity, initial: true, help: "Whether default pools of IPv6 may be made.")
    public let podCIDR = NodeOption<[IPPrefix]>.list(
        "podCIDR", ["CALICO_POD_CIDR"], .identity, "NETWORKS",
        allowed: "networks with no bit set behind the length, one a family at most: 10.65.3.0/24,fd00:65:3::/64",
        standard: "what the node record has", isLive: true,
        help: "The networks that this node gives addresses to pods from; they are written into the node record.",
        show: { "\($0)" }, accept: { networks in IPAddress.Family.allCases.allSatisfy { family in networks.count { $0.family == family } <= 1 } },
        read: { IPPrefix($0).flatMap { $0.isNetwork ? $0 : nil } })
    public let mtu = NodeOption<Int>.number(
        "mtu", ["CALICO_MTU"], .identity, "OCTETS", initial: 0, in: 576...65_535, zero: "that of the interface to the other nodes",
        standard: "0", help: "The MTU of pods' interfaces, written for the CNI plugin.")

    // BGP
    public let backend = NodeOption<NetworkingBackend>.choice(
        "backend", ["CALICO_NETWORKING_BACKEND"], .bgp, initial: .bird,
        help: "bird: BGP. vxlan: no BGP. none: neither, and no address of the node's own is looked for.")
    public let asNumber = NodeOption<ASNumber?>.asNumber(
        "asNumber", ["AS"], help: "The node's AS number, written into its Node resource.")
    public let routerID = NodeOption<RouterIDChoice>(
        "routerID", ["CALICO_ROUTER_ID"], .bgp, placeholder: "ID", allowed: "an id in the form of an IPv4 address, or hash", initial: .nodeAddress,
        standard: "the node's IPv4 address", isLive: true,
        help: "The BGP identifier; hash makes one of the node's name, for nodes without an IPv4 address.", show: { "\($0)" },
        read: { RouterIDChoice($0) })
    public let clusterID = NodeOption<IPAddress?>(
        "clusterID", ["CALICO_RR_CLUSTER_ID"], .bgp, placeholder: "ID", allowed: "an id in the form of an IPv4 address", initial: nil,
        standard: "what the Node resource has",
        help: "Makes the node a route reflector of this cluster id, written into its Node resource (RFC 4456).", show: { $0.map { "\($0)" } ?? "" },
        read: { text in IPAddress(text).flatMap { $0.family == .v4 && !$0.isUnspecified ? .some($0) : nil } })
    public let holdTime = NodeOption<Duration>.seconds(
        "holdTime", ["CALICO_BGP_HOLD_TIME"], .bgp, initial: 90, in: 3...65_535, zero: "never gives a silent peer up", isLive: true,
        help: "How long a peer may be silent before its session ends (RFC 4271 §4.2), where no keepaliveTime says otherwise.")
    public let restartTime = NodeOption<Duration>.seconds(
        "restartTime", ["CALICO_BGP_RESTART_TIME"], .bgp, initial: 120, in: 0...4095, isLive: true,
        help: "How long peers keep this node's routes while it restarts (RFC 4724 §3), where no maxRestartTime says otherwise.")
    public let restartDeferral = NodeOption<Duration>.seconds(
        "restartDeferral", ["CALICO_BGP_RESTART_DEFERRAL"], .bgp, initial: 120, in: 0...4095, isLive: true,
        help: "How long after a restart routes found in the kernel are kept while peers have not told all of theirs.")
    public let listenAddresses = NodeOption<[IPAddress]>.list(
        "listenAddresses", ["CALICO_BGP_LISTEN_ADDRESSES"], .bgp, "ADDRESSES", allowed: "addresses between commas",
        standard: "all, or the node's own where BGPConfiguration has bindMode NodeIP", help: "Addresses on which BGP listens.",
        show: { "\($0)" }, read: { text in IPAddress(text).flatMap { $0.isMulticast ? nil : $0 } })

    // Kernel routes
    public let routeRefreshInterval = NodeOption<Duration>.seconds(
        "routeRefreshInterval", ["FELIX_ROUTEREFRESHINTERVAL"], .kernel, initial: 90, in: 1...86_400, zero: "never", isWhole: false,
        help: "How often all kernel routes are compared with what they should be; changes by others are seen at once besides.")
    public let ecmpPaths = NodeOption<Int>.number(
        "ecmpPaths", ["CALICO_ECMP_PATHS"], .kernel, "COUNT", initial: 8, in: 1...64, help: "Next hops that one kernel route may have.")
    public let flushOnStop = NodeOption<Bool>.flag(
        "flushOnStop", ["CALICO_FLUSH_ON_STOP"], .kernel, initial: false, isLive: true,
        help: "Removes the routes from the kernel when the daemon stops; otherwise traffic goes on.")

    // Address pools
    public let createDefaultPools = NodeOption<Bool>.flag(
        "createDefaultPools", ["CALICO_CREATE_DEFAULT_POOLS"], .pools, initial: false,
        help: "Makes a pool for each family that has none; setting ipv4PoolCIDR or ipv6PoolCIDR does so for its own.")
    public let noDefaultPools = NodeOption<Bool>.flag(
        "noDefaultPools", ["NO_DEFAULT_POOLS"], .pools, initial: false, help: "Makes no pools, whatever else is set.")
    public let ipv4PoolCIDR = NodeOption<PoolCIDRChoice>.pool(
        "ipv4PoolCIDR", ["CALICO_IPV4POOL_CIDR"], .v4,
        standard: "192.168.0.0/16, or the first of 172.16.0.0/16 to 172.31.0.0/16 that no address of the host lies in")
    public let ipv6PoolCIDR = NodeOption<PoolCIDRChoice>.pool(
        "ipv6PoolCIDR", ["CALICO_IPV6POOL_CIDR"], .v6, standard: "a random /48 of fd00::/8 (RFC 4193)")
    public let ipv4PoolBlockSize = NodeOption<Int>.number(
        "ipv4PoolBlockSize", ["CALICO_IPV4POOL_BLOCK_SIZE"], .pools, "BITS", initial: 26, in: 20...32,
        help: "Prefix length of the blocks that nodes take from the default IPv4 pool.")
    public let ipv6PoolBlockSize = NodeOption<Int>.number(
        "ipv6PoolBlockSize", ["CALICO_IPV6POOL_BLOCK_SIZE"], .pools, "BITS", initial: 122, in: 116...128, help: "The same for IPv6.")
    public let ipv4PoolIPIP = NodeOption<EncapsulationMode>.encapsulation(
        "ipv4PoolIPIP", ["CALICO_IPV4POOL_IPIP"], help: "When packets of the default IPv4 pool travel in IP in IP.")
    public let ipv4PoolVXLAN = NodeOption<EncapsulationMode>.encapsulation(
        "ipv4PoolVXLAN", ["CALICO_IPV4POOL_VXLAN"], help: "When packets of the default IPv4 pool travel in VXLAN.")
    public let ipv6PoolVXLAN = NodeOption<EncapsulationMode>.encapsulation(
        "ipv6PoolVXLAN", ["CALICO_IPV6POOL_VXLAN"], help: "The same for IPv6.")
    public let ipv4PoolNATOutgoing = NodeOption<Bool>.flag(
        "ipv4PoolNATOutgoing", ["CALICO_IPV4POOL_NAT_OUTGOING"], .pools, initial: true,
        help: "Packets of the default IPv4 pool to addresses outside all pools get the node's source address.")
    public let ipv6PoolNATOutgoing = NodeOption<Bool>.flag(
        "ipv6PoolNATOutgoing", ["CALICO_IPV6POOL_NAT_OUTGOING"], .pools, initial: false, help: "The same for IPv6.")
    public let ipv4PoolNodeSelector = NodeOption<String?>.selector(
        "ipv4PoolNodeSelector", ["CALICO_IPV4POOL_NODE_SELECTOR"], help: "Nodes that take addresses from the default IPv4 pool.")
    public let ipv6PoolNodeSelector = NodeOption<String?>.selector(
        "ipv6PoolNodeSelector", ["CALICO_IPV6POOL_NODE_SELECTOR"], help: "The same for IPv6.")
    public let ipv4PoolDisableBGPExport = NodeOption<Bool>.flag(
        "ipv4PoolDisableBGPExport", ["CALICO_IPV4POOL_DISABLE_BGP_EXPORT"], .pools, initial: false,
        help: "Routes into the default IPv4 pool are not told to BGP peers.")
    public let ipv6PoolDisableBGPExport = NodeOption<Bool>.flag(
        "ipv6PoolDisableBGPExport", ["CALICO_IPV6POOL_DISABLE_BGP_EXPORT"], .pools, initial: false, help: "The same for IPv6.")

    // Logging
    public let logSeverity = NodeOption<LogSeverity>.choice(
        "logSeverity", ["CALICO_STARTUP_LOGLEVEL", "BGP_LOGSEVERITYSCREEN", "FELIX_LOGSEVERITYSCREEN"], .logging, initial: .info,
        synonyms: ["warn": .warning, "panic": .fatal, "critical": .fatal, "none": .fatal], isLive: true, help: "Least severity that is logged.")
    public let logFormat = NodeOption<LogFormat>.choice(
        "logFormat", ["CALICO_LOG_FORMAT"], .logging, initial: .text, help: "How a line of the log is written.")

    // Health and metrics
    public let healthEnabled = NodeOption<Bool>.flag(
        "healthEnabled", ["FELIX_HEALTHENABLED"], .health, initial: true, help: "Serves /liveness and /readiness.")
    public let healthHost = NodeOption<[IPAddress]>.host("healthHost", ["FELIX_HEALTHHOST"], help: "Addresses on which health is served.")
    public let healthPort = NodeOption<UInt16>.number(
        "healthPort", ["FELIX_HEALTHPORT"], .health, "PORT", initial: 9099, in: 1...65_535, help: "TCP port of health.")
    public let metricsEnabled = NodeOption<Bool>.flag(
        "metricsEnabled", ["FELIX_PROMETHEUSMETRICSENABLED"], .health, initial: true, help: "Serves /metrics for Prometheus.")
    public let metricsHost = NodeOption<[IPAddress]>.host(
        "metricsHost", ["FELIX_PROMETHEUSMETRICSHOST"], help: "Addresses on which metrics are served.")
    public let metricsPort = NodeOption<UInt16>.number(
        "metricsPort", ["FELIX_PROMETHEUSMETRICSPORT"], .health, "PORT", initial: 9091, in: 1...65_535, help: "TCP port of metrics.")
    public let readinessNeedsPeer = NodeOption<Bool>.flag(
        "readinessNeedsPeer", ["CALICO_READINESS_NEEDS_PEER"], .health, initial: false, isLive: true,
        help: "Ready only while at least one BGP session is established, where any is configured.")

    // Process
    public let parts = NodeOption<[NodePart]>.list(
        "parts", ["CALICO_NODE_PARTS"], .process, "PARTS", allowed: NodePart.allCases.map(\.rawValue).joined(separator: ", "),
        initial: NodePart.allCases, help: "What the daemon does.", show: { $0.rawValue }, accept: { !$0.isEmpty },
        read: { WordList.word($0) })
}
