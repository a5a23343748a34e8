import Model
import Store
import Testing

@testable import Commands

@Suite struct KnownResourcesTests {
    private func tier(_ name: String, _ version: Int, label: String? = nil) -> AnyResource {
        var tier = Tier(name: name)
        tier.metadata.resourceVersion = String(version)
        tier.metadata.labels = label.map { ["a": $0] }
        return tier.untyped
    }

    private func words(_ changes: [ResourceChange]) -> [String] { changes.map { "\($0.kind.rawValue) \($0.resource.name)" } }

    @Test func aFirstLookAddsEverything() {
        var known = KnownResources { _ in true }
        #expect(words(known.changes(to: [tier("a", 1), tier("b", 2)])) == ["ADDED a", "ADDED b"])
    }

    /// After changes were missed the difference is told, and nothing twice.
    @Test func aLaterLookTellsTheDifference() {
        var known = KnownResources { _ in true }
        _ = known.changes(to: [tier("a", 1), tier("b", 2), tier("c", 3)])
        #expect(words(known.changes(to: [tier("a", 1), tier("b", 5), tier("d", 6)])) == ["MODIFIED b", "ADDED d", "DELETED c"])
        #expect(known.changes(to: [tier("a", 1), tier("b", 5), tier("d", 6)]).isEmpty)
    }

    @Test func eventsAreToldAsTheyAreMeant() {
        var known = KnownResources { $0.metadata.labels?["a"] == "x" }
        _ = known.changes(to: [tier("a", 1, label: "x"), tier("b", 2)])
        #expect(known.change(.added(tier("c", 3))) == nil)
        // It comes to be one of those that are watched, changes, and stops being one.
        #expect(known.change(.modified(nil, tier("b", 4, label: "x")))?.kind == .added)
        #expect(known.change(.modified(nil, tier("b", 5, label: "x")))?.kind == .modified)
        #expect(known.change(.modified(nil, tier("b", 6)))?.kind == .deleted)
        #expect(known.change(.deleted(tier("b", 7))) == nil)
        #expect(known.change(.deleted(tier("a", 8, label: "x")))?.kind == .deleted)
        #expect(known.change(.unreadable(StoredResourceError(key: "k", reason: "r"), revision: 9)) == nil)
    }
}
