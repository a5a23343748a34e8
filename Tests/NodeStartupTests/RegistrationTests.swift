import Addresses
import JSON
import KeyValue
import Model
import NodeSettings
import NodeStartup
import Store
import Testing

@Suite struct RegistrationTests {
    private let datastore = Datastore(MemoryStore())

    private func identity(_ name: String = "n1", _ ipv4: String? = "10.0.0.5/24", _ ipv6: String? = nil) -> NodeIdentity {
        func network(_ text: String?) -> Network? { text.flatMap { IPPrefix($0) }.map { Network($0) } }
        return NodeIdentity(name: name, ipv4: network(ipv4), ipv6: network(ipv6), interface: "eth0", how: "10.0.0.5 first-found: eth0")
    }

    @discardableResult
    private func ensure(
        _ identity: NodeIdentity, _ environment: [String: String] = [:], _ store: (any ResourceStore)? = nil, host: String = ""
    ) async throws -> Node {
        try await NodeRegistration.ensure(
            identity, settings: NodeConfiguration(environment: environment), store: store ?? datastore, interfaces: HostText.interfaces(host))
    }

    private func revision() async throws -> Int64 { try await datastore.list(ResourceSelection(NodeKind.kind)).revision }

    @Test func isMadeWhereThereIsNone() async throws {
        let node = try await ensure(identity("n1", "10.0.0.5/24", "fd00::5/64"), ["AS": "64513", "CALICO_RR_CLUSTER_ID": "244.0.0.1"])
        #expect(node.spec.bgp?.ipv4Address?.prefix.description == "10.0.0.5/24")
        #expect(node.spec.bgp?.ipv6Address?.prefix.description == "fd00::5/64")
        #expect(node.spec.bgp?.asNumber?.value == 64513)
        #expect(node.spec.bgp?.routeReflectorClusterID?.description == "244.0.0.1")
        let stored = try await NodeRegistration.stored("n1", datastore)
        #expect(stored == node)
        #expect(try await NodeRegistration.stored("n2", datastore) == nil)
    }

    @Test func withoutNumbersNoneAreWritten() async throws {
        let node = try await ensure(identity())
        #expect(node.spec.bgp?.object.keys == ["ipv4Address"])
    }

    @Test func nothingIsWrittenWhenNothingDiffers() async throws {
        try await ensure(identity(), ["AS": "64513"])
        let before = try await revision()
        for _ in 0..<3 { try await ensure(identity(), ["AS": "64513"]) }
        // Options that say nothing leave what is stored.
        let node = try await ensure(identity())
        #expect(node.spec.bgp?.asNumber?.value == 64513)
        #expect(try await revision() == before)
    }

    @Test func fieldsOfOthersStay() async throws {
        let text = """
            {"kind": "Node", "apiVersion": "projectcalico.org/v3",
             "metadata": {"name": "n1", "labels": {"rack": "r1"}, "annotations": {"note": "by hand"}},
             "spec": {"bgp": {"ipv4Address": "10.0.0.4/24", "asNumber": 64600, "routeReflectorClusterID": "244.0.0.9",
                              "ipv4IPIPTunnelAddr": "10.65.0.1"},
                      "ipv4VXLANTunnelAddr": "10.65.0.2", "orchRefs": [{"nodeName": "k1", "orchestrator": "k8s"}], "unheardOf": {"a": [1]}},
             "status": {"podCIDRs": ["10.65.0.0/24"]}}
            """
        let object = try #require(try JSONValue(parsing: text).object)
        let before = try await datastore.create(try #require(AnyResource(NodeKind.kind, parts: object)))
        let node = try await ensure(identity("n1", "10.0.0.5/24", "fd00::5/64"))
        #expect(node.spec.bgp?.ipv4Address?.prefix.description == "10.0.0.5/24")
        #expect(node.spec.bgp?.ipv6Address?.prefix.description == "fd00::5/64")
        var (old, new) = (before, node.untyped)
        for key in ["asNumber", "routeReflectorClusterID", "ipv4IPIPTunnelAddr"] { #expect(new.spec["bgp"]?[key] == old.spec["bgp"]?[key]) }
        (old.spec["bgp"], new.spec["bgp"]) = (nil, nil)
        #expect(old.spec == new.spec)
        #expect(old.status == new.status)
        #expect(old.metadata.labels == new.metadata.labels && old.metadata.annotations == new.metadata.annotations)
        #expect(old.metadata.uid == new.metadata.uid)
    }

    @Test func anAddressThatIsNoMoreIsRemoved() async throws {
        try await ensure(identity("n1", "10.0.0.5/24", "fd00::5/64"))
        let node = try await ensure(identity("n1", "10.0.0.5/24", nil))
        #expect(node.spec.bgp?.object.keys == ["ipv4Address"])
    }

    @Test func backendNoneTouchesNoAddresses() async throws {
        try await ensure(identity())
        let node = try await ensure(NodeIdentity(name: "n1"), ["CALICO_NETWORKING_BACKEND": "none", "AS": "64513"])
        #expect(node.spec.bgp?.ipv4Address?.prefix.description == "10.0.0.5/24")
        #expect(node.spec.bgp?.asNumber == nil)
        let fresh = try await ensure(NodeIdentity(name: "n2"), ["CALICO_NETWORKING_BACKEND": "none"])
        #expect(fresh.spec.bgp == nil)
    }

    @Test(arguments: ["10.0.0.5/24", "10.0.0.5/16"])
    func anotherNodesAddressIsRefused(_ theirs: String) async throws {
        try await ensure(identity("other", theirs))
        let error = await #expect(throws: StartupError.self) { try await ensure(identity()) }
        #expect(error?.kind == .taken && error?.mayPass == true)
        #expect(error?.details.contains("node other has 10.0.0.5") == true && error?.details.contains("calicoctl delete node other") == true)
        #expect(try await NodeRegistration.stored("n1", datastore) == nil)
        // Asked not to look.
        try await ensure(identity(), ["DISABLE_NODE_IP_CHECK": "true"])
        #expect(try await NodeRegistration.stored("n1", datastore) != nil)
    }

    @Test func anotherNodesIPv6AddressIsRefused() async throws {
        try await ensure(identity("other", "10.0.0.6/24", "fd00::5/64"))
        let error = await #expect(throws: StartupError.self) { try await ensure(identity("n1", "10.0.0.5/24", "fd00::5/64")) }
        #expect(error?.details.contains("fd00::5") == true)
    }

    @Test func oneOwnAddressIsNoConflict() async throws {
        try await ensure(identity())
        try await ensure(identity())
    }

    @Test func whatOthersWriteMeanwhileStays() async throws {
        try await ensure(identity())
        let store = BusyStore(datastore, others: 3)
        let node = try await ensure(identity("n1", "10.0.0.7/24"), [:], store)
        #expect(node.spec.bgp?.ipv4Address?.prefix.description == "10.0.0.7/24")
        #expect(node.metadata.labels?["change"] == "3")
    }

    @Test func aNodeThatOthersNeverLeaveAloneIsTold() async throws {
        try await ensure(identity())
        let error = await #expect(throws: StartupError.self) {
            try await ensure(identity("n1", "10.0.0.7/24"), [:], BusyStore(datastore, others: 100))
        }
        #expect(error?.kind == .store && error?.mayPass == true)
        #expect(error?.message.contains("five times") == true && error?.details.contains("update conflict") == true)
    }

    @Test func aNodeMadeByOthersMeanwhileIsCompleted() async throws {
        let node = try await ensure(identity(), [:], BusyStore(datastore, others: 1))
        #expect(node.spec.bgp?.ipv4Address?.prefix.description == "10.0.0.5/24")
        #expect(node.metadata.labels?["change"] == "1")
    }

    @Test func aStoreThatIsAwayIsTold() async throws {
        await datastore.close()
        let error = await #expect(throws: StartupError.self) { try await ensure(identity()) }
        #expect(error?.kind == .store && error?.mayPass == true)
        #expect(error?.details.contains("closed") == true)
        let reading = await #expect(throws: StartupError.self) { _ = try await NodeRegistration.stored("n1", datastore) }
        #expect(reading?.kind == .store)
    }

    @Test func theClusterIsMadeReady() async throws {
        try await ensure(identity())
        let information = ResourceIdentity(kind: ClusterInformationKind.kind, namespace: nil, name: "default")
        _ = try await datastore.get(information)
        let configuration = ResourceIdentity(kind: BGPConfigurationKind.kind, namespace: nil, name: "default")
        #expect(try await datastore.get(configuration).spec.isEmpty)
    }

    @Test func aBGPConfigurationThatIsThereStays() async throws {
        var configuration = BGPConfiguration(name: "default")
        configuration.spec.nodeToNodeMeshEnabled = false
        let made = try await datastore.create(configuration.untyped)
        try await ensure(identity())
        #expect(try await datastore.get(made.identity) == made)
    }

    @Test func poolsAreMadeOnlyWhereAskedFor() async throws {
        func pools() async throws -> [String] { try await datastore.list(ResourceSelection(IPPoolKind.kind)).items.map(\.name) }
        try await ensure(identity())
        #expect(try await pools() == [])
        let asked = ["CALICO_IPV4POOL_CIDR": "10.65.0.0/16", "CALICO_IPV4POOL_NODE_SELECTOR": "rack == '1'"]
        try await ensure(identity(), asked)
        #expect(try await pools() == ["default-ipv4-ippool"])
        let before = try await datastore.list(ResourceSelection(IPPoolKind.kind)).items
        try await ensure(identity(), ["CALICO_IPV4POOL_CIDR": "10.66.0.0/16"])
        #expect(try await datastore.list(ResourceSelection(IPPoolKind.kind)).items == before)
    }

    /// Another node makes the same pool between the look and the write.
    @Test func aPoolMadeByOthersMeanwhileIsFine() async throws {
        let settings = try NodeConfiguration(environment: ["CALICO_CREATE_DEFAULT_POOLS": "true"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...8 {
                group.addTask {
                    let node = NodeIdentity(name: "n\(number)", ipv4: IPPrefix("10.0.0.\(number)/24").map { Network($0) })
                    _ = try await NodeRegistration.ensure(node, settings: settings, store: datastore, interfaces: [])
                }
            }
            try await group.waitForAll()
        }
        let cidrs = try await datastore.list(ResourceSelection(IPPoolKind.kind)).items.compactMap { IPPool($0)?.spec.cidr }
        #expect(cidrs.count { $0.family == .v4 } == 1)
    }
}
