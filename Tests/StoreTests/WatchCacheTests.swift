import JSON
import KeyValue
import Model
import Store
import Testing

@Suite struct WatchCacheTests {
    @Test func followsTheStore() async throws {
        let store = Samples.store()
        _ = try await store.create(Samples.pool("one", "10.65.0.0/16"))
        var cache = WatchCache(store, kinds: [IPPoolKind.kind, TierKind.kind])
        let first = try #require(await cache.next())
        #expect(first.status == .inSync)
        #expect(first.changes.compactMap(\.resource?.name) == ["one"])

        _ = try await store.create(Samples.resource("Tier", "platform", ["order": 10]))
        var pool = try await store.get(ResourceIdentity(kind: IPPoolKind.kind, namespace: nil, name: "one"))
        pool.spec["disabled"] = true
        _ = try await store.update(pool)
        _ = try await store.delete(pool.identity)
        var changes: [ResourceEvent] = []
        while changes.count < 3 { changes += try #require(await cache.next()).changes }
        guard case .added(let tier) = changes[0], case .modified(let before?, let after) = changes[1], case .deleted(let gone) = changes[2] else {
            Issue.record("\(changes)")
            return
        }
        #expect(tier.name == "platform")
        #expect(before.spec["disabled"] == nil)
        #expect(after.spec["disabled"] == true)
        #expect(gone.name == "one")
        #expect(cache.contents.resources(IPPoolKind.kind).isEmpty)
        #expect(cache.contents.resource(tier.identity) == tier)
    }

    @Test func listsAnewWhenItFellBehind() async throws {
        let store = Samples.store(MemoryStore(history: HistoryLimits(events: 10)))
        _ = try await store.create(Samples.pool("gone", "10.64.0.0/16"))
        _ = try await store.create(Samples.pool("stays", "10.65.0.0/16"))
        var cache = WatchCache(store, kinds: [IPPoolKind.kind])
        _ = await cache.next()
        _ = try await store.delete(ResourceIdentity(kind: IPPoolKind.kind, namespace: nil, name: "gone"))
        for number in 0..<50 { _ = try await store.apply(Samples.resource("GlobalNetworkSet", "s\(number)", ["nets": ["10.0.0.0/8"]])) }
        _ = try await store.create(Samples.pool("new", "10.66.0.0/16"))
        let update = try #require(await cache.next())
        #expect(update.status == .inSync)
        #expect(update.changes.map { $0.resource?.name } == ["new", "gone"])
        guard case .deleted = update.changes[1] else {
            Issue.record("\(update.changes[1]) is no deletion")
            return
        }
        #expect(Set(cache.contents.resources(IPPoolKind.kind).map(\.name)) == ["stays", "new"])
    }

    @Test func keepsTheLastGoodValue() async throws {
        let keyValues = MemoryStore()
        let store = Samples.store(keyValues)
        let pool = try await store.create(Samples.pool("one", "10.65.0.0/16"))
        var cache = WatchCache(store, kinds: [IPPoolKind.kind])
        _ = await cache.next()
        _ = try await keyValues.commit(.put("/calico/resources/v3/projectcalico.org/ippools/one", Array("[".utf8)))
        let update = try #require(await cache.next())
        guard case .unreadable(let error, _)? = update.changes.first else {
            Issue.record("\(update)")
            return
        }
        #expect(error.key.hasSuffix("/one"))
        #expect(cache.contents.resource(pool.identity) == pool)
    }

    @Test func tellsWhyItIsCutOff() async throws {
        let store = Samples.store()
        var cache = WatchCache(store, kinds: [IPPoolKind.kind], pause: { _ in .milliseconds(1) })
        _ = await cache.next()
        await store.close()
        let update = try #require(await cache.next())
        #expect(update.status == .disconnected(.datastore(.closed), failures: 1))
        #expect(await cache.next()?.status == .disconnected(.datastore(.closed), failures: 2))
    }

    @Test func endsWithItsTask() async throws {
        let store = Samples.store()
        let task = Task {
            var cache = WatchCache(store, kinds: [IPPoolKind.kind])
            var count = 0
            while await cache.next() != nil { count += 1 }
            return count
        }
        task.cancel()
        #expect(await task.value <= 1)
    }
}
