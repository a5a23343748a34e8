public import ArgumentParser
internal import Slim

/// The program `calicoctl`: Calico's resources from the command line, one verb a file.
public struct Calicoctl: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "calicoctl",
        abstract: "Read and change the resources of a Calico network.",
        discussion: """
            The datastore comes from the configuration file (-c, or \(ClientConfiguration.defaultPath) where there is one), else from the environment: \
            DATASTORE_TYPE (embedded, the default) and CALICO_STATE_DIR (/var/lib/calico), below which the embedded datastore is.

            Exit status: 0 all done; 1 something failed, and standard error tells what (of diff: there are differences); 2 diff could not compare; \
            64 the command line is wrong.
            """,
        version: "calicoctl v\(Release.version)",
        subcommands: [
            GetCommand.self, CreateCommand.self, ApplyCommand.self, ReplaceCommand.self, DeleteCommand.self, PatchCommand.self,
            LabelCommand.self, DiffCommand.self, ValidateCommand.self, ExplainCommand.self, NodeCommand.self, BGPCommand.self,
            VersionCommand.self, CompletionCommand.self,
        ])

    public init() {}
}
