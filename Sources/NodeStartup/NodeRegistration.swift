internal import Addresses
internal import Glibc
internal import JSON
public import Model
public import NodeSettings
public import Store

/// The node in the datastore.
public enum NodeRegistration {
    /// The node's resource; nil when there is none yet.
    public static func stored(_ name: String, _ store: any ResourceStore) async throws(StartupError) -> Node? {
        do throws(StoreError) { return Node(try await store.get(identity(name))) } catch {
            if case .notFound = error { return nil }
            throw failure("the Node resource \(name) cannot be read", error)
        }
    }

    private static func identity(_ name: String) -> ResourceIdentity { ResourceIdentity(kind: NodeKind.kind, namespace: nil, name: name) }

    private static func failure(_ message: String, _ error: StoreError) -> StartupError {
        StartupError(.store, message, "\(error)\(advice(error))")
    }

    /// What to do, where the store's own words do not say.
    private static func advice(_ error: StoreError) -> String {
        switch error {
        case .invalid: "; the values come from the options of this node: calico-node settings shows them"
        case .unreadable: "; mend the stored value with calicoctl, or delete it: it is made anew"
        case .datastore: "; it is tried again"
        default: ""
        }
    }

    /// Makes or completes the node's resource, and default pools where they are asked for. Fields of others stay; nothing is written when
    /// nothing differs.
    public static func ensure(
        _ node: NodeIdentity, settings: NodeConfiguration, store: any ResourceStore, interfaces: [HostInterface]
    ) async throws(StartupError) -> Node {
        do throws(StoreError) { try await store.initialize() } catch { throw failure("the datastore cannot be made ready", error) }
        try await checkAddresses(node, settings, store)
        let written = try await write(node, settings, store)
        try await DefaultPools.ensure(settings, store: store, interfaces: interfaces, hasIPv6: access("/proc/sys/net/ipv6", F_OK) == 0)
        try await ensureConfiguration(store)
        return written
    }

    /// An empty BGPConfiguration `default`, where there is none: people edit it more easily than they create it.
    private static func ensureConfiguration(_ store: any ResourceStore) async throws(StartupError) {
        let configuration = BGPConfiguration(name: "default").untyped
        do throws(StoreError) {
            do throws(StoreError) { _ = try await store.get(configuration.identity) } catch {
                guard case .notFound = error else { throw error }
                _ = try await store.create(configuration)
            }
        } catch {
            if case .alreadyExists = error { return }
            throw failure("the BGPConfiguration default cannot be made", error)
        }
    }

    private static func write(_ node: NodeIdentity, _ settings: NodeConfiguration, _ store: any ResourceStore) async throws(StartupError) -> Node {
        var last: StoreError?
        for _ in 0..<5 {
            let before = try await stored(node.name, store)
            var resource = before ?? Node(name: node.name)
            complete(&resource, node, settings)
            if let before, before == resource { return before }
            do throws(StoreError) {
                let written = before == nil ? try await store.create(resource.untyped) : try await store.update(resource.untyped)
                return Node(written) ?? resource
            } catch {
                switch error {
                case .conflict, .alreadyExists, .notFound: last = error
                default: throw failure("the Node resource \(node.name) cannot be written", error)
                }
            }
        }
        throw failure("the Node resource \(node.name) was changed by others five times while it was written", last ?? .notFound(identity(node.name)))
    }

    private static func complete(_ resource: inout Node, _ node: NodeIdentity, _ settings: NodeConfiguration) {
        guard settings.backend != .none else { return }
        var bgp = resource.spec.bgp ?? Object<NodeBGPFields>()
        bgp.ipv4Address = node.ipv4
        bgp.ipv6Address = node.ipv6
        if let asNumber = settings.asNumber { bgp.asNumber = asNumber }
        if let clusterID = settings.clusterID { bgp.routeReflectorClusterID = clusterID }
        resource.spec.bgp = bgp
    }

    private static func checkAddresses(_ node: NodeIdentity, _ settings: NodeConfiguration, _ store: any ResourceStore) async throws(StartupError) {
        let own = [node.ipv4, node.ipv6].compactMap { $0?.prefix.address }
        guard !settings.disableNodeIPCheck, !own.isEmpty else { return }
        let list: ResourceList
        do throws(StoreError) { list = try await store.list(ResourceSelection(NodeKind.kind)) } catch {
            throw failure("the nodes of the cluster cannot be listed", error)
        }
        for other in list.items.compactMap({ Node($0) }) where other.name != node.name {
            let theirs = [other.spec.bgp?.ipv4Address, other.spec.bgp?.ipv6Address].compactMap { $0?.prefix.address }
            guard let shared = own.first(where: { theirs.contains($0) }) else { continue }
            throw StartupError(
                .taken, "another node has this node's address",
                "node \(other.name) has \(shared), and so would this node (\(node.how)); set ip (IP) or ip6 (IP6), or if that node is gone "
                    + "delete it: calicoctl delete node \(other.name)")
        }
    }
}
