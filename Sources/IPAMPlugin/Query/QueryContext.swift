internal import CNISpec
internal import JSON
internal import NodeIPAM
internal import NodeStore
internal import Slim

/// What every command of the query needs: its options, and where this node's state is.
struct QueryContext {
    let arguments: Arguments
    let paths: StatePaths
    /// Nanoseconds since boot when the query began.
    let now: UInt64

    init(_ arguments: Arguments) throws(QueryFailure) {
        self.arguments = arguments
        now = IPAMPlugin.now()
        do throws(CNIError) {
            paths = try StatePaths(
                configured: arguments.value(QueryOption.stateDirectory), environment: ProcessEnvironment.value("CALICO_STATE_DIR"))
        } catch {
            throw .usage("--state-dir or CALICO_STATE_DIR: \(error)")
        }
    }

    /// The node store of this boot; nil when there is none. A process opens it once.
    func openStore() throws(QueryFailure) -> NodeStore? {
        try query("open the node store") { () throws(NodeStoreError) in try NodeStore.existing(in: paths.nodeStore) }
    }

    /// The commands that are printed for people to run.
    var commands: CommandText { CommandText(paths) }

    var isDryRun: Bool { arguments.has(QueryOption.dryRun) }
    var wantsJSON: Bool { arguments.value(QueryOption.output) == "json" }

    /// Writes an answer.
    func print(_ text: String) throws(QueryFailure) {
        guard StandardStreams.writeOutput(text) else {
            throw QueryFailure("write the answer", "standard output is closed or full", remedy: "send it somewhere else")
        }
    }

    func print(_ value: JSONValue) throws(QueryFailure) { try print(value.prettyText + "\n") }

    /// Writes one line to standard error.
    static func tell(_ text: String) { StandardStreams.writeDiagnostic("calico-ipam: \(text)\n") }
}
