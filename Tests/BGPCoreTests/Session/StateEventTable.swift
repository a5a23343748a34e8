/// What each event does in each scene: "event; event -> state: actions". An event that is not named changes nothing.
enum StateEventTable {
    struct Reaction: Equatable {
        let state: String
        let actions: String
    }

    static let rows = [waiting, outgoing, incoming, colliding, restarting].flatMap { $0 }

    /// The reactions of a scene by event.
    static func reactions(_ scene: Scene) -> [String: Reaction] {
        var reactions: [String: Reaction] = [:]
        for line in rows.filter({ $0.key == scene }).flatMap({ $0.value.split(separator: "\n") }) {
            let parts = line.split(separator: " -> ", maxSplits: 1)
            let outcome = parts.last?.split(separator: ":", maxSplits: 1) ?? []
            for event in parts.first?.split(separator: "; ") ?? [] {
                reactions[String(event)] = Reaction(
                    state: String(outcome.first ?? ""), actions: outcome.count > 1 ? String(outcome[1].drop { $0 == " " }) : "")
            }
        }
        return reactions
    }
}
