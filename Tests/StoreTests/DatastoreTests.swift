import JSON
import KeyValue
import Model
import Store
import Testing

@Suite struct DatastoreTests {
    @Test func createdResourceHasIdentityTimeAndVersion() async throws {
        let store = Samples.store()
        let made = try await store.create(Samples.pool("one", "10.65.0.0/16"))
        #expect(made.metadata.uid == "00000000-0000-4000-8000-000000000001")
        #expect(made.metadata.creationTimestamp == "2026-08-22T10:00:00Z")
        #expect(made.metadata.resourceVersion == "2")
        #expect(made.spec["blockSize"] == 26)
        #expect(try await store.get(made.identity) == made)
    }

    @Test func storedTextIsUpstreams() async throws {
        let keyValues = MemoryStore()
        _ = try await Samples.store(keyValues).create(Samples.policy("allow"))
        let key: Key = "/calico/resources/v3/projectcalico.org/networkpolicies/shop/default.allow"
        let entry = try #require(try await keyValues.get(key).entry)
        let value = try JSONValue(parsing: entry.value)
        #expect(value["metadata"]?["name"] == "default.allow")
        #expect(value["metadata"]?["annotations"]?["projectcalico.org/metadata"] == "{\"name\":\"allow\"}")
        #expect(value["metadata"]?["resourceVersion"] == nil)
        #expect(value["spec"]?["tier"] == nil)
        #expect(value["spec"]?["types"] == ["Ingress"])
    }

    @Test func policyIsReadWithItsOwnNameAndTier() async throws {
        let store = Samples.store()
        let made = try await store.create(Samples.policy("allow"))
        let kind = NetworkPolicyKind.kind
        let read = try await store.get(ResourceIdentity(kind: kind, namespace: "shop", name: "allow"))
        #expect(read.name == "allow")
        #expect(read == made)
        #expect(read.spec["tier"] == "default")
        #expect(read.metadata.labels == ["projectcalico.org/tier": "default"])
        #expect(read.metadata.annotations == nil)
        #expect(try await store.list(ResourceSelection(kind)).items == [read])
    }

    /// Releases from 3.32 on store policies under their own names.
    @Test func policyUnderItsPlainNameIsFoundUpdatedAndDeletedThere() async throws {
        let keyValues = MemoryStore()
        let store = Samples.store(keyValues)
        let key: Key = "/calico/resources/v3/projectcalico.org/networkpolicies/shop/allow"
        let text =
            #"{"kind":"NetworkPolicy","apiVersion":"projectcalico.org/v3","metadata":{"name":"allow","namespace":"shop","uid":"u"},"spec":{"newer":{"a":1}}}"#
        _ = try await keyValues.commit(.put(key, Array(text.utf8)))
        await #expect(throws: StoreError.self) { try await store.create(Samples.policy("allow")) }
        let updated = try await store.apply(Samples.policy("allow"))
        #expect(updated.spec["newer"] == ["a": 1])
        #expect(updated.metadata.uid == "u")
        #expect(try await keyValues.range(.all).entries.map(\.key) == [key])
        _ = try await store.delete(updated.identity)
        #expect(try await keyValues.range(.all).entries.isEmpty)
    }

    @Test func secondCreateIsRefused() async throws {
        let store = Samples.store()
        let pool = try Samples.pool("one", "10.65.0.0/16")
        _ = try await store.create(pool)
        await #expect(throws: StoreError.alreadyExists(pool.identity)) { try await store.create(pool) }
    }

    @Test func staleUpdateIsRefusedAndNamesBothVersions() async throws {
        let store = Samples.store()
        let first = try await store.create(Samples.pool("one", "10.65.0.0/16"))
        var second = first
        second.spec["natOutgoing"] = true
        second = try await store.update(second)
        var stale = first
        stale.spec["disabled"] = true
        let error = StoreError.conflict(first.identity, given: "2", current: "3")
        await #expect(throws: error) { try await store.update(stale) }
        await #expect(throws: error) { try await store.delete(first.identity, resourceVersion: "2") }
        #expect(try await store.get(first.identity) == second)
    }

    @Test func updateWithoutVersionTakesTheNewest() async throws {
        let store = Samples.store()
        var pool = try await store.create(Samples.pool("one", "10.65.0.0/16"))
        pool.metadata.resourceVersion = nil
        pool.metadata.uid = "made up"
        pool.spec["natOutgoing"] = true
        let updated = try await store.update(pool)
        #expect(updated.metadata.uid == "00000000-0000-4000-8000-000000000001")
        #expect(updated.metadata.resourceVersion == "3")
    }

    @Test func applyingTheSameChangesNothing() async throws {
        let store = Samples.store()
        let pool = try Samples.pool("one", "10.65.0.0/16")
        let results = await store.write([.apply(pool), .apply(pool)])
        #expect(try results.map { try $0.get().change } == [.created, .unchanged])
        #expect(try await store.get(pool.identity).metadata.resourceVersion == "2")
    }

    @Test func immutableFieldsStay() async throws {
        let store = Samples.store()
        _ = try await store.create(Samples.pool("one", "10.65.0.0/16"))
        await #expect(throws: StoreError.self) { try await store.apply(Samples.pool("one", "10.66.0.0/16")) }
    }

    @Test func absentResourceIsToldAsSuch() async throws {
        let store = Samples.store()
        let pool = try Samples.pool("one", "10.65.0.0/16")
        await #expect(throws: StoreError.notFound(pool.identity)) { try await store.get(pool.identity) }
        await #expect(throws: StoreError.notFound(pool.identity)) { try await store.update(pool) }
        await #expect(throws: StoreError.notFound(pool.identity)) { try await store.delete(pool.identity) }
    }

    @Test func invalidResourceIsNotStored() async throws {
        let keyValues = MemoryStore()
        let store = Samples.store(keyValues)
        let results = await store.write([.create(try Samples.pool("bad", "10.65.0.1/16")), .create(try Samples.pool("good", "10.66.0.0/16"))])
        guard case .failure(.invalid(_, let violations)) = results[0] else {
            Issue.record("\(results[0]) is no violation")
            return
        }
        #expect(violations.map(\.path.description) == ["spec.cidr"])
        #expect(try results[1].get().change == .created)
        #expect(try await keyValues.range(.all).entries.count == 1)
    }

    @Test func versionInACreationIsRefused() async throws {
        var pool = try Samples.pool("one", "10.65.0.0/16")
        pool.metadata.resourceVersion = "7"
        let store = Samples.store()
        let made = pool
        await #expect(throws: StoreError.self) { try await store.create(made) }
    }

    @Test func unknownMembersSurviveAnUpdate() async throws {
        let keyValues = MemoryStore()
        let store = Samples.store(keyValues)
        let text = #"{"kind":"IPPool","metadata":{"name":"one"},"spec":{"cidr":"10.65.0.0/16","shape":"round"},"extra":[1]}"#
        _ = try await keyValues.commit(.put("/calico/resources/v3/projectcalico.org/ippools/one", Array(text.utf8)))
        let updated = try await store.apply(Samples.pool("one", "10.65.0.0/16"))
        #expect(updated.spec["shape"] == "round")
        #expect(updated.others["extra"] == [1])
    }

    @Test func damagedValueIsToldAndTheOthersAreListed() async throws {
        let keyValues = MemoryStore()
        let store = Samples.store(keyValues)
        _ = try await store.create(Samples.pool("one", "10.65.0.0/16"))
        _ = try await keyValues.commit(.put("/calico/resources/v3/projectcalico.org/ippools/two", Array("{".utf8)))
        let list = try await store.list(ResourceSelection(IPPoolKind.kind))
        #expect(list.items.map(\.name) == ["one"])
        #expect(list.unreadable.map(\.key) == ["/calico/resources/v3/projectcalico.org/ippools/two"])
        let identity = ResourceIdentity(kind: IPPoolKind.kind, namespace: nil, name: "two")
        await #expect(throws: StoreError.self) { try await store.get(identity) }
    }

    @Test func initializingTwiceMakesOneCluster() async throws {
        let store = Samples.store()
        try await store.initialize()
        let information = ResourceIdentity(kind: ClusterInformationKind.kind, namespace: nil, name: "default")
        let first = try await store.get(information)
        try await store.initialize()
        #expect(try await store.get(information) == first)
        #expect(first.spec["clusterGUID"] == "00000000000040008000000000000001")
        let tiers = try await store.list(ResourceSelection(TierKind.kind)).items
        #expect(tiers.map(\.name) == ["default", "kube-admin", "kube-baseline"])
        #expect(tiers.map { $0.spec["order"] } == [1_000_000, 1000, 10_000_000])
    }

    @Test func listsAreSortedByNamespaceAndName() async throws {
        let store = Samples.store()
        for (name, space) in [("b", "z"), ("c", "a"), ("a", "z"), ("b", "a")] {
            _ = try await store.create(Samples.resource("NetworkSet", name, ["nets": []], namespace: space))
        }
        let kind = try #require(KindCatalog.kind("networksets"))
        let all = try await store.list(ResourceSelection(kind)).items
        #expect(all.map(\.identity.description) == ["NetworkSet(a/b)", "NetworkSet(a/c)", "NetworkSet(z/a)", "NetworkSet(z/b)"])
        #expect(try await store.list(ResourceSelection(kind, namespace: "z")).items.map(\.name) == ["a", "b"])
        #expect(
            try await store.list(ResourceSelection(kind, namePrefix: "b")).items.map(\.identity.description) == [
                "NetworkSet(a/b)", "NetworkSet(z/b)",
            ])
    }

    @Test func oneBadKeyDoesNotSpoilTheBatch() async throws {
        let store = Samples.store()
        let long = try Samples.resource("Node", String(repeating: "n", count: 253), [:])
        let results = await store.write([.create(try Samples.pool("one", "10.65.0.0/16")), .create(long)])
        #expect(try results[0].get().change == .created)
        #expect(try results[1].get().change == .created)
    }

    @Test func aThousandAppliesInAHurryAreEachAnswered() async throws {
        let store = Samples.store()
        let pools = try (0..<2500).map { try Samples.resource("GlobalNetworkSet", "set-\($0 % 2000)", ["nets": [.string("10.\($0 / 250).0.0/16")]]) }
        let results = await store.write(pools.map { .apply($0) })
        let changes = try results.map { try $0.get().change }
        #expect(changes.count { $0 == .created } == 2000)
        #expect(changes.count { $0 == .updated } == 500)
    }
}
