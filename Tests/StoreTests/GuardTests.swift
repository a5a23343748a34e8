import JSON
import KeyValue
import Model
import Store
import Testing

/// Rules between resources.
@Suite struct GuardTests {
    @Test func policyNeedsItsTier() async throws {
        let store = Samples.store()
        let policy = try Samples.policy("allow", tier: "platform")
        await #expect(throws: StoreError.refused(policy.identity, "tier platform does not exist; create the tier first")) {
            try await store.create(policy)
        }
        _ = try await store.create(Samples.resource("Tier", "platform", ["order": 10]))
        let made = try await store.apply(policy)
        #expect(made.metadata.labels == ["projectcalico.org/tier": "platform"])
    }

    @Test func tierWithPoliciesStays() async throws {
        let store = Samples.store()
        let tier = try await store.create(Samples.resource("Tier", "platform", ["order": 10]))
        let policy = try await store.create(Samples.policy("allow", tier: "platform"))
        await #expect(throws: StoreError.refused(tier.identity, "it has policies, NetworkPolicy(shop/allow); delete them first")) {
            try await store.delete(tier.identity)
        }
        _ = try await store.delete(policy.identity)
        _ = try await store.delete(tier.identity)
    }

    @Test(arguments: ["default", "kube-admin", "kube-baseline"])
    func builtInTierStays(_ name: String) async throws {
        let store = Samples.store()
        try await store.initialize()
        let identity = ResourceIdentity(kind: TierKind.kind, namespace: nil, name: name)
        await #expect(throws: StoreError.refused(identity, "it is built in and cannot be deleted")) { try await store.delete(identity) }
    }

    @Test func peerNeedsItsFilters() async throws {
        let store = Samples.store()
        let peer = try Samples.resource("BGPPeer", "tor", ["peerIP": "192.0.2.1", "asNumber": 64513, "filters": ["f1"]])
        await #expect(throws: StoreError.refused(peer.identity, "BGPFilter f1 does not exist; create the filter first")) {
            try await store.create(peer)
        }
        _ = try await store.create(Samples.resource("BGPFilter", "f1", [:]))
        _ = try await store.create(peer)
    }

    @Test func poolsStayApart() async throws {
        let store = Samples.store()
        _ = try await store.create(Samples.pool("one", "10.65.0.0/16"))
        let other = try Samples.pool("two", "10.65.128.0/17")
        await #expect(throws: StoreError.refused(other.identity, "10.65.128.0/17 overlaps IPPool one (10.65.0.0/16); pools must be apart")) {
            try await store.create(other)
        }
        let batch = await store.write([.create(try Samples.pool("a", "10.66.0.0/16")), .create(try Samples.pool("b", "10.66.0.0/17"))])
        #expect(try batch[0].get().change == .created)
        #expect(throws: StoreError.self) { try batch[1].get() }
    }

    @Test func builtInProfileIsThereAndStays() async throws {
        let store = Samples.store()
        let identity = ResourceIdentity(kind: ProfileKind.kind, namespace: nil, name: "projectcalico-default-allow")
        let profile = try await store.get(identity)
        #expect(profile.spec["ingress"] == [["action": "Allow", "source": [:], "destination": [:]]])
        #expect(try await store.list(ResourceSelection(ProfileKind.kind)).items == [profile])
        for request in [WriteRequest.create(profile), .apply(profile), .delete(identity, resourceVersion: nil)] {
            let result = await store.write([request])
            #expect(throws: StoreError.self) { try result[0].get() }
        }
    }

    @Test func deletedNodeTakesWhatIsItsOwnAlong() async throws {
        let store = Samples.store()
        _ = try await store.create(Samples.resource("Node", "n1", ["bgp": ["ipv4Address": "192.0.2.1/24"]]))
        _ = try await store.create(Samples.resource("BGPPeer", "own", ["node": "n1", "peerIP": "192.0.2.9", "asNumber": 64513]))
        _ = try await store.create(Samples.resource("BGPPeer", "all", ["peerIP": "192.0.2.9", "asNumber": 64513]))
        _ = try await store.create(Samples.resource("FelixConfiguration", "node.n1", ["logSeverityScreen": "Debug"]))
        _ = try await store.create(Samples.resource("BGPConfiguration", "node.n1", ["logSeverityScreen": "Debug"]))
        _ = try await store.create(Samples.resource("HostEndpoint", "n1-eth0", ["node": "n1", "interfaceName": "eth0"]))
        _ = try await store.delete(ResourceIdentity(kind: NodeKind.kind, namespace: nil, name: "n1"))
        for kind in [NodeKind.kind, FelixConfigurationKind.kind, BGPConfigurationKind.kind, HostEndpointKind.kind] {
            #expect(try await store.list(ResourceSelection(kind)).items.isEmpty)
        }
        #expect(try await store.list(ResourceSelection(BGPPeerKind.kind)).items.map(\.name) == ["all"])
    }
}
