internal import Slim

/// Every option of the query command.
enum QueryOption {
    static let stateDirectory = Arguments.Option(
        "--state-dir", .value("D"), "Folder of the node's state (default: CALICO_STATE_DIR, else /var/lib/calico and /run/calico)")

    static let address = Arguments.Option("--ip", .value("A"), "An address of a container")
    static let pod = Arguments.Option("--pod", .value("NAME"), "A pod: NAMESPACE/NAME, or NAME in any namespace")
    static let container = Arguments.Option("--container", .value("ID"), "A container's id, or the beginning of one")
    static let network = Arguments.Option("--network", .value("N"), "A network, by the name in its configuration")
    static let interface = Arguments.Option("--interface", .value("IF"), "An interface in the container, such as eth0")

    static let configuration = Arguments.Option(
        "--config", .list("FILE"), "A network configuration; may be repeated (default: all of CNI_CONF_DIR, else /etc/cni/net.d)")
    static let output = Arguments.Option("--output", letter: "-o", .choice(["table", "json"]), "Form of the output (default: table)")
    static let wideOutput = Arguments.Option("--output", letter: "-o", .choice(["table", "wide", "json"]), "Form of the output (default: table)")

    static let force = Arguments.Option("--force", .flag, "Release what is in use, too")
    static let dryRun = Arguments.Option("--dry-run", .flag, "Only say what would be done")

    static let name = Arguments.Option("--name", .value("NAME"), "The node's name in the cluster")
    static let podCIDRs = Arguments.Option("--pod-cidr", .value("CIDR[,CIDR]"), "The node's pod networks, one a family; \"\" for none")
}
