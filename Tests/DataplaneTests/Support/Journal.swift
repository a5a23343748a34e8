import Addresses
import Dataplane
import Synchronization

/// The events of a programmer in order.
final class Journal: Sendable {
    private let events = Mutex<[DataplaneEvent]>([])

    func note(_ event: DataplaneEvent) { events.withLock { $0.append(event) } }

    func take() -> [DataplaneEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }

    /// Takes all, those about next hops, repairs and refusals as texts.
    func texts() -> [String] {
        take().compactMap { event in
            switch event {
            case .network: nil
            case .nextHops(let states): "next hops " + states.sorted { $0.key < $1.key }.map { "\($0) \($1)" }.joined(separator: " ")
            case .repaired(let owner, let prefix, _): "repaired \(owner) \(prefix)"
            case .refused(let owner, let prefix, let words): "refused \(owner) \(prefix): \(words)"
            case .overrun: "overrun"
            }
        }
    }
}

extension RouteProgrammer {
    /// Returns when everything that the kernel told before was worked through and its events were handed over.
    @discardableResult
    func settled() async -> RouteStatus {
        _ = await status()
        return await status()
    }

    func want(_ route: String, _ target: DesiredRoute.Target, metric: UInt32 = 1024, owner: RouteOwner = .bgp) async {
        guard let prefix = IPPrefix(route) else { return }
        await apply([RouteChange(owner, DesiredRoute(prefix, metric: metric, target))])
    }

    func drop(_ route: String, owner: RouteOwner = .bgp) async {
        guard let prefix = IPPrefix(route) else { return }
        await apply([RouteChange(owner: owner, prefix: prefix, route: nil)])
    }
}

extension DesiredRoute.Target {
    static func routers(_ texts: String...) -> Self { .nextHops(texts.compactMap { IPAddress($0) }) }
}
