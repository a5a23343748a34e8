internal import Addresses
internal import ArgumentParser
internal import JSON
internal import NodeProtocol

struct BGPRoutesCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "Show routes of BGP on this node, and why one is, or is not, in use.",
        usage: "calicoctl bgp routes [--peer <name>|<address>] [--prefix <prefix>] [--received|--sent|--kernel] [--why] [options]",
        discussion: """
            Without --received, --sent or --kernel: the routing table, all paths of a prefix. A prefix shows the routes inside it, a single address \
            those that lead to it.
            """)

    @Option(help: ArgumentHelp("Only routes of this session, by its name or the peer's address.", valueName: "peer"))
    var peer: String?
    @Option(help: ArgumentHelp("Only routes inside this prefix, or that lead to this address.", valueName: "prefix"))
    var prefix: String?
    @Flag(help: "As peers told them, also those that filters refused.")
    var received = false
    @Flag(help: "As they are told to peers.")
    var sent = false
    @Flag(help: "Those that are, or should be, in the kernel.")
    var kernel = false
    @Flag(help: "Tell why each is, or is not, in use.")
    var why = false
    @Flag(help: "Only IPv4.")
    var ipv4 = false
    @Flag(help: "Only IPv6.")
    var ipv6 = false
    @Option(name: .shortAndLong, help: "table, wide, json or yaml.", completion: .list(["table", "wide", "json", "yaml"]))
    var output = "table"
    @OptionGroup var node: NodeOptions

    func run() throws {
        let format = try ReportFormat(parsing: output)
        let entries = try NodeQuestion.routes(try query(), at: try node.path())
        guard try !format.write(.array(entries.map(\.json)), to: .standard) else { return }
        try RouteRows(isWide: format == .wide, tellsWhy: why).table(entries).write(to: .standard)
    }

    private func query() throws(CommandFailure) -> RouteQuery {
        let chosen: [(Bool, RouteQuery.Direction)] = [(received, .received), (sent, .sent), (kernel, .kernel)]
        let directions = chosen.filter(\.0).map(\.1)
        guard directions.count < 2 else {
            let words = directions.map { "--\($0.rawValue)" }.joined(separator: " and ")
            throw CommandFailure("\(words) cannot be used together", status: .usage)
        }
        let families: [IPAddress.Family] = (ipv4 ? [.v4] : []) + (ipv6 ? [.v6] : [])
        return RouteQuery(
            family: families.count == 1 ? families.first : nil, peer: peer, prefix: try parsedPrefix(), direction: directions.first ?? .best,
            why: why)
    }

    private func parsedPrefix() throws(CommandFailure) -> IPPrefix? {
        guard let prefix else { return nil }
        if let network = IPPrefix(prefix) { return network.network }
        guard let address = IPAddress(prefix) else {
            throw CommandFailure("--prefix is '\(prefix)'; write an address or a prefix such as 10.65.0.0/26", status: .usage)
        }
        return IPPrefix(host: address)
    }
}
