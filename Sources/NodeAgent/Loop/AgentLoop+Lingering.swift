internal import Addresses
internal import BGPPlan
internal import Logging
internal import Speaker

/// Reflectors in the place of the mesh: its sessions stay until they are not needed any more.
extension AgentLoop {
    /// Their time begins with the first; more changes meanwhile do not prolong it.
    func beginLingering() {
        guard !sessions.lingering.isEmpty else { return isLingering = false }
        guard !isLingering else { return }
        isLingering = true
        logger.notice(
            "sessions of the mesh stay until reflectors have told their routes", metadata: ["sessions": "\(sessions.lingering.count)"])
        expireLingering(after: .seconds(60))
    }

    /// The other ends need a moment more than this one to have everything from the reflectors.
    func expireLingering(after time: Duration) {
        lingeringTurn += 1
        let (turn, post) = (lingeringTurn, post)
        Task {
            try? await Task.sleep(for: time)
            post(.lingeringExpired(turn))
        }
    }

    func endLingering() async {
        guard !sessions.lingering.isEmpty, let speaker else { return }
        let missing = sessions.plans.values.filter { $0.isReflector && !ready.contains($0.address) }.map { "\($0.address)" }.sorted()
        logger.notice(
            "sessions of the mesh end",
            metadata: [
                "sessions": "\(sessions.lingering.count)",
                "reflectors that have not told their routes": "\(missing.isEmpty ? "none" : missing.joined(separator: ", "))",
            ])
        isLingering = false
        await perform(sessions.releaseLingering(), speaker)
    }
}
