internal import ArgumentParser

/// Verbs about this node.
struct NodeCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "node", abstract: "Look at calico-node on this host.",
        subcommands: [
            NodeStatusCommand.self
        ])
}
