internal import ArgumentParser
internal import Slim

/// How to reach the node daemon: options of every verb that asks it.
struct NodeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Socket of calico-node; without it run/calico-node.sock below CALICO_STATE_DIR, else \(DaemonSocket.defaultPath).", valueName: "path"),
        completion: .file())
    var socket: String?

    @Option(name: [.customShort("c"), .customLong("config")], help: .hidden)
    var config: String?
    @Option(help: .hidden)
    var context: String?
    @Flag(help: .hidden)
    var allowVersionMismatch = false
    @Option(name: [.customShort("l"), .customLong("log-level")], help: .hidden)
    var logLevel: String?

    func path() throws(CommandFailure) -> String { try DaemonSocket.path(given: socket, environment: ProcessEnvironment.value) }
}
