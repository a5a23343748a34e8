internal import ArgumentParser
internal import NodeProtocol

struct NodeStatusCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell how calico-node on this host is: BGP sessions, routes, and what is not as it should be.",
        usage: "calicoctl node status [options]",
        discussion: "Asks the daemon over its socket, which root and members of the socket's group may do. Times are local.")

    @Option(name: .shortAndLong, help: "table, wide, json or yaml.", completion: .list(["table", "wide", "json", "yaml"]))
    var output = "table"
    @OptionGroup var node: NodeOptions

    func run() throws {
        let format = try ReportFormat(parsing: output)
        let report = try NodeQuestion.status(at: try node.path())
        guard try !format.write(report.json, to: .standard) else { return }
        try TextOutput.standard.write(StatusText(report: report, isWide: format == .wide, clock: .current()).text)
    }
}
