internal import ArgumentParser

/// Verbs about BGP.
struct BGPCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "bgp", abstract: "Look at BGP sessions and routes; plan them.",
        subcommands: [
            BGPPeersCommand.self,
            BGPRoutesCommand.self,
            BGPPlanCommand.self,
        ])
}
