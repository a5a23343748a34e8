internal import Addresses

/// Sessions that another one for the same address stands in for.
struct LostSessions {
    private struct Pair: Hashable {
        let loser: String
        let winner: String
    }

    private var addresses: [Pair: [IPAddress]] = [:]

    /// The counterparts of other nodes' sessions lose to a session that says the same by right: nothing to tell about.
    mutating func add(_ session: SessionPlan, to winner: SessionPlan) {
        guard !session.isReverse else { return }
        let loser = session.resource.map { "BGPPeer(\($0))" } ?? "BGPConfiguration(default)"
        let pair = Pair(loser: loser, winner: winner.resource.map { "BGPPeer \($0)" } ?? "the node-to-node mesh")
        addresses[pair, default: []].append(session.address)
    }

    /// One for each pair of resources.
    var remarks: [PlanRemark] {
        addresses.sorted { ($0.key.loser, $0.key.winner) < ($1.key.loser, $1.key.winner) }.map { pair, addresses in
            let sorted = addresses.sorted()
            let some = sorted.prefix(3).map(\.description).joined(separator: ", ") + (sorted.count > 3 ? " and \(sorted.count - 3) more" : "")
            let what = pair.loser.hasPrefix("BGPConfiguration") ? "the mesh has no session of its own with" : "it has no session with"
            return PlanRemark(subject: pair.loser, words: "\(what) \(some): \(pair.winner) has one, and there is one for each address")
        }
    }
}
