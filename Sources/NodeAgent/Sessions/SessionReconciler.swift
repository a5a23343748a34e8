internal import Addresses
internal import BGPCore
internal import BGPPlan
internal import BGPWire
internal import Speaker

/// From the sessions that are planned to what the speaker has to change: only what is different is touched.
///
/// Sessions of the mesh that are not planned any more, because reflectors take their place, stay until those sessions have brought their
/// routes (make before break), or until ``releaseLingering()``.
struct SessionReconciler: Sendable {
    /// A planned session that the speaker has not got, with the reason.
    private(set) var heldBack: [IPAddress: String] = [:]
    /// What the speaker has.
    private(set) var running: [IPAddress: PeerConfiguration] = [:]
    /// The plans of what the speaker has, those that linger too.
    private(set) var plans: [IPAddress: SessionPlan] = [:]
    /// Sessions that are there although they are not planned any more.
    private(set) var lingering: Set<IPAddress> = []

    /// Everything starts anew: the speaker has no peer.
    mutating func forgetRunning() {
        running = [:]
        plans = [:]
        lingering = []
    }

    /// - Parameters:
    ///   - sessions: As they are planned, by the peer's address.
    ///   - ready: Peers that have a session and have sent all their routes.
    ///   - make: The speaker's side of a plan, or why the session cannot be had.
    mutating func update(
        _ sessions: [IPAddress: SessionPlan], ready: Set<IPAddress>, make: (SessionPlan) -> Result<PeerConfiguration, HeldBack>
    ) -> [SessionCommand] {
        var commands: [SessionCommand] = []
        heldBack = [:]
        var kept: Set<IPAddress> = []
        for (address, plan) in sessions.sorted(by: { $0.key < $1.key }) {
            switch make(plan) {
            case .success(let configuration):
                kept.insert(address)
                plans[address] = plan
                if let known = running[address] {
                    if known != configuration { commands.append(.change(configuration)) }
                } else {
                    commands.append(.add(configuration))
                }
                running[address] = configuration
            case .failure(let reason):
                // What runs goes on: a password that vanished is a mistake more often than a wish.
                if running[address] != nil {
                    kept.insert(address)
                    plans[address] = plan
                }
                heldBack[address] = reason.words
            }
        }
        lingering.subtract(kept)
        let isMovedToReflectors = sessions.values.contains { $0.isReflector && !ready.contains($0.address) }
        for address in running.keys.sorted() where !kept.contains(address) {
            if isMovedToReflectors, plans[address]?.origin == .mesh {
                lingering.insert(address)
            } else {
                commands.append(remove(address))
            }
        }
        return commands
    }

    /// Lets sessions go that waited for reflectors.
    mutating func releaseLingering() -> [SessionCommand] { lingering.sorted().map { remove($0) } }

    private mutating func remove(_ address: IPAddress) -> SessionCommand {
        running[address] = nil
        plans[address] = nil
        lingering.remove(address)
        return .remove(address)
    }

    /// Why a session cannot be had.
    struct HeldBack: Error, Hashable {
        let words: String
    }
}
