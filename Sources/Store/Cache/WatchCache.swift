public import Model

/// A snapshot of some kinds that follows the store: a list, then the changes, and a new list after each interruption.
///
/// Its one owner asks for ``next()`` again and again; between two calls ``contents`` does not change. Interruptions are told and
/// mended; what was known stays until a new list says otherwise.
public struct WatchCache: Sendable {
    public private(set) var contents: CacheContents
    private let store: any ResourceStore
    private let kinds: [Kind]
    private let pause: @Sendable (_ failures: Int) -> Duration
    private var state = State.listing
    private var failures = 0
    private var revision: Int64 = 0

    private enum State: Sendable {
        case listing
        case watching(ResourceWatch)
        case pausing(Duration)
    }

    /// - Parameter pause: How long to wait before the next try after so many failures in a row.
    public init(_ store: any ResourceStore, kinds: [Kind], pause: @escaping @Sendable (Int) -> Duration = WatchCache.standardPause) {
        self.store = store
        self.kinds = kinds
        self.pause = pause
        contents = CacheContents(kinds: kinds)
    }

    /// 100 ms, doubling up to 10 s, each with up to half of it in random addition: a thousand nodes do not come back at once.
    public static let standardPause: @Sendable (Int) -> Duration = { failures in
        let base = min(10_000, 100 << min(failures - 1, 7))
        return .milliseconds(base + Int.random(in: 0...base / 2))
    }

    /// Waits for the next step; nil when the task was cancelled.
    public mutating func next() async -> CacheUpdate? {
        while !Task.isCancelled {
            do throws(StoreError) {
                switch state {
                case .pausing(let time):
                    try? await Task.sleep(for: time)
                    state = .listing
                case .listing:
                    return try await list()
                case .watching(let watch):
                    guard let batch = try await watch.next() else { return nil }
                    revision = batch.revision
                    let changes = batch.events.compactMap { contents.apply($0) }
                    return CacheUpdate(changes: changes, status: status, revision: revision)
                }
            } catch .compacted {
                state = .listing
            } catch {
                failures += 1
                state = .pausing(pause(failures))
                return CacheUpdate(changes: [], status: .disconnected(error, failures: failures), revision: revision)
            }
        }
        return nil
    }

    private var status: CacheUpdate.Status { revision >= contents.newestList ? .inSync : .syncing }

    private mutating func list() async throws(StoreError) -> CacheUpdate {
        var lists: [(Kind, ResourceList)] = []
        for kind in kinds { lists.append((kind, try await store.list(ResourceSelection(kind)))) }
        let oldest = lists.map(\.1.revision).min() ?? 0
        let watch = try await store.watch(kinds, after: oldest)
        var changes: [ResourceEvent] = []
        for (kind, list) in lists { changes += contents.replace(kind, list) }
        state = .watching(watch)
        failures = 0
        revision = oldest
        return CacheUpdate(changes: changes, status: status, revision: revision)
    }
}
