internal import ArgumentParser

/// Verbs about BGP.
struct BGPCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "bgp", abstract: "Look at BGP sessions and routes.",
        subcommands: [
            BGPPeersCommand.self,
            BGPPlanCommand.self,
            BGPRoutesCommand.self,
        ])
}
