internal import ArgumentParser

/// How to reach the datastore: options of every verb that needs it.
struct ConnectionOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Configuration file in YAML or JSON; without it \(ClientConfiguration.defaultPath) where there is one, else the environment.",
            valueName: "file"),
        completion: .file())
    var config: String?

    @Option(help: ArgumentHelp("Context of the kubeconfig file; only the Kubernetes datastore has one.", valueName: "name"))
    var context: String?

    @Flag(help: "Say nothing when the cluster's release is far from this one.")
    var allowVersionMismatch = false

    @Option(name: [.customShort("l"), .long], help: ArgumentHelp("Accepted for scripts; calicoctl keeps no log.", valueName: "level"))
    var logLevel: String?
}
