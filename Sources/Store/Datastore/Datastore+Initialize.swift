internal import Model

extension Datastore {
    public func initialize() async throws(StoreError) {
        let wanted = [clusterInformation] + BuiltInTier.allCases.map(\.resource.untyped)
        let present = try await stored(wanted.map(\.identity))
        let missing = zip(wanted, present).filter { $1 == nil }.map { WriteRequest.create($0.0) }
        for result in await write(missing) {
            do throws(StoreError) { _ = try result.get() } catch .alreadyExists { continue }
        }
    }

    private var clusterInformation: AnyResource {
        var information = ClusterInformation(name: "default")
        information.spec.clusterGUID = environment.uuid().filter { $0 != "-" }
        information.spec.datastoreReady = true
        return information.untyped
    }
}
