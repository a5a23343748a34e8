internal import Addresses
internal import Logging
internal import Netlink
internal import NodeSettings
internal import NodeStartup
internal import Store

/// The steps of the start that ask the host and the datastore.
struct StartupSteps {
    let settings: NodeConfiguration
    let paths: NodePaths
    let logger: Logger

    private func interfaces() throws(StartupError) -> [HostInterface] {
        do throws(KernelError) { return try HostInterfaces.read() } catch {
            throw StartupError(.kernel, "the host's interfaces cannot be read", "\(error)")
        }
    }

    /// Name and addresses: what is set, what is stored, what the host has.
    func identify(_ store: any ResourceStore) async throws(StartupError) -> NodeIdentity {
        let name = try NodeNaming.resolve(settings, paths, environment: NodeConfiguration.processEnvironment)
        let stored = try await NodeRegistration.stored(name, store)
        return try NodeAddresses.choose(name, settings, stored: stored, interfaces: try interfaces())
    }

    /// - Returns: The podCIDRs in force.
    func writeFiles(_ identity: NodeIdentity) throws(StartupError) -> [IPPrefix] {
        try NodeFiles.write(identity, settings: settings, paths: paths, interfaces: try interfaces())
    }

    func register(_ identity: NodeIdentity, _ store: any ResourceStore) async throws(StartupError) {
        _ = try await NodeRegistration.ensure(identity, settings: settings, store: store, interfaces: try interfaces())
    }
}
