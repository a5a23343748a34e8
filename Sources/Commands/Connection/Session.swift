internal import JSON
internal import Model
internal import Slim
internal import Store

/// An open datastore, and where answers go.
struct Session: Sendable {
    let store: any ResourceStore
    let output: TextOutput
    let diagnostics: TextOutput

    /// Opens the datastore, runs `body` and closes it, all on the calling thread.
    static func run(
        _ options: ConnectionOptions, for purpose: DatastoreConnection.Purpose,
        _ body: @escaping @Sendable (Session) async throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        let configuration = try ClientConfiguration(path: options.config, environment: ProcessEnvironment.value)
        let tellsSkew = !options.allowVersionMismatch
        try CallingThreadExecutor.run { () async throws(CommandFailure) in
            let connection = try DatastoreConnection(configuration, for: purpose)
            let session = Session(store: connection.store, output: .standard, diagnostics: .diagnostics)
            let failure: CommandFailure?
            do throws(CommandFailure) {
                if let remark = connection.remark { try session.note(remark) }
                if tellsSkew { try await session.tellSkew() }
                try await body(session)
                failure = nil
            } catch { failure = error }
            await connection.store.close()
            if let failure { throw failure }
        }
    }

    /// Tells something on standard error that is no failure.
    func note(_ text: String) throws(CommandFailure) {
        try diagnostics.writeLine(text)
        try diagnostics.flush()
    }

    /// The resource that tells about the cluster; nil when there is none or it cannot be read.
    func clusterInformation() async -> ClusterInformation? {
        let identity = ResourceIdentity(kind: ClusterInformationKind.kind, namespace: nil, name: "default")
        do throws(StoreError) { return ClusterInformation(try await store.get(identity)) } catch { return nil }
    }

    private func tellSkew() async throws(CommandFailure) {
        guard let version = await clusterInformation()?.spec.calicoVersion, let warning = VersionSkew.warning(cluster: version) else { return }
        try note(warning)
    }
}
