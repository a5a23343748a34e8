internal import ArgumentParser
internal import Model
internal import Slim

struct VersionCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Tell the versions of this program and of the cluster.",
        usage: "calicoctl version [options]",
        discussion: "Without a datastore the cluster's are unknown; that is no failure.")

    @Flag(help: "Tell this program's version only.")
    var client = false
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        let output = TextOutput.standard
        try output.writeLine("Client Version:    v\(Release.version)")
        try output.writeLine("Git commit:        \(Build.commit)")
        guard !client else { return }
        var cluster = connection
        cluster.allowVersionMismatch = true
        do throws(CommandFailure) {
            try Session.run(cluster, for: .reading) { session async throws(CommandFailure) in
                let information = await session.clusterInformation()
                try Self.tell(version: information?.spec.calicoVersion, type: information?.spec.clusterType)
            }
        } catch {
            try Self.tell(version: nil, type: nil)
            try output.flush()
            StandardStreams.writeDiagnostic("the cluster's version cannot be told: \(error.message)\n")
        }
    }

    private static func tell(version: String?, type: String?) throws(CommandFailure) {
        try TextOutput.standard.writeLine("Cluster Version:   \(version.known)")
        try TextOutput.standard.writeLine("Cluster Type:      \(type.known)")
    }
}

extension String? {
    /// Itself, or "unknown".
    fileprivate var known: String { flatMap { $0.isEmpty ? nil : $0 } ?? "unknown" }
}
