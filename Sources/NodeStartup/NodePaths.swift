internal import CNISpec
public import NodeIPAM
public import NodeSettings

/// Where a node keeps what it needs, from the settings.
public struct NodePaths: Hashable, Sendable {
    /// Node name, MTU, node record, node store, sockets.
    public let state: StatePaths
    /// Folder of the datastore on this machine.
    public let datastore: String
    /// Folder of passwords, `NAME/KEY`.
    public let secrets: String

    /// - Throws: ``StartupError/Kind/settings`` for a state folder so deep that no socket fits in it.
    public init(_ settings: NodeConfiguration) throws(StartupError) {
        do throws(CNIError) {
            state = try StatePaths(configured: settings.stateDir, environment: nil)
        } catch {
            throw StartupError(.settings, "the state folder cannot be used", error.details)
        }
        datastore = settings.datastoreDir ?? (state.persistent == "/" ? "/datastore" : "\(state.persistent)/datastore")
        secrets = settings.secretsDir ?? "/etc/calico/secrets"
    }
}
