import Foundation
import KeyValue
import Testing

@testable import EmbeddedStore

/// Every store that the same tests run on.
enum Implementation: CaseIterable, Sendable, CustomTestStringConvertible {
    case memory, embeddedInline, embeddedOnOwnThreads

    var testDescription: String { "\(self)" }

    /// Runs `body` on a new, empty store, which is closed and removed afterwards.
    func withStore(
        history: HistoryLimits = HistoryLimits(), watch: WatchLimits = WatchLimits(), values: Int = KeyValueLimits().valueOctets,
        _ body: (any KeyValueStore) async throws -> Void
    ) async throws {
        var limits = KeyValueLimits()
        limits.valueOctets = values
        guard self != .memory else {
            let store = MemoryStore(limits: limits, history: history, watch: watch)
            try await body(store)
            await store.close()
            return
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "calico-test-\(UUID().uuidString)").path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var sizes = EmbeddedStoreLimits()
        sizes.keyValue = limits
        sizes.history = history
        sizes.watch = watch
        let store = try EmbeddedStore(
            opening: folder, creating: true, execution: self == .embeddedInline ? .inline : .ownThreads, lockWait: .seconds(10), limits: sizes)
        try await body(store)
        await store.close()
    }
}

/// What a call is refused with; nil when it is not.
func refusal<Answer>(_ body: () async throws(KeyValueError) -> Answer) async -> KeyValueError? {
    do throws(KeyValueError) {
        _ = try await body()
        return nil
    } catch { return error }
}

func octets(_ text: String) -> [UInt8] { Array(text.utf8) }

extension KeyValueEntry {
    /// An entry with text for a value.
    static func text(_ key: Key, _ value: String, created: Int64, modified: Int64, version: Int64) -> KeyValueEntry {
        KeyValueEntry(key: key, value: octets(value), createRevision: created, modRevision: modified, version: version)
    }
}

extension KeyValueStore {
    /// Puts text.
    @discardableResult func put(_ key: Key, _ value: String) async throws(KeyValueError) -> Int64 {
        try await commit(.put(key, octets(value))).revision
    }

    @discardableResult func delete(_ key: Key) async throws(KeyValueError) -> Int64 { try await commit(.delete(key)).revision }

    /// Keys in a range, as text.
    func keys(_ range: KeyRange = .all, limit: Int? = nil) async throws(KeyValueError) -> [String] {
        try await self.range(range, limit: limit, keysOnly: true).entries.map(\.key.text)
    }
}

extension KeyValueWatch {
    /// Batches until one reaches `revision`, put together.
    func events(through revision: Int64) async throws -> [WatchEvent] {
        var events: [WatchEvent] = []
        while let batch = try await next() {
            events += batch.events
            if batch.revision >= revision { return events }
        }
        Issue.record("the watch ended before revision \(revision)")
        return events
    }
}
