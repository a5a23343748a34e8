import Addresses
import BGPCore
import BGPWire

/// What happens to speakers and links.
extension Simulation {
    /// Something happens again and again until `end`.
    func beginChaos(until end: VirtualTime) {
        let pause = Int.random(in: 0...(2000 * scenario.pace), using: &random)
        guard now + pause < end else { return }
        after(.milliseconds(pause)) {
            self.disturb()
            self.beginChaos(until: end)
        }
    }

    private func disturb() {
        let link = random.pick(links)
        let side = random.pick([0, 1])
        switch Int.random(in: 0..<30, using: &random) {
        case 0: breakConnections(link)
        case 1: cut([link])
        case 2: partition()
        case 3: slow(link)
        case 4: crash(random.pick(speakers))
        case 5, 6: changePolicy(link, side: side)
        case 7: changePolicyOften(link, side: side)
        case 8: link.peers[side]?.askForRefresh()
        case 9: stop(link, side: side)
        case 10: deconfigure(link)
        default: changeRoute(random.pick(speakers))
        }
    }

    private func changeRoute(_ speaker: SimulatedSpeaker) {
        if !random.chance(of: 3) { return speaker.originate(random.pick(prefixes), ownRoute()) }
        if !speaker.originated.isEmpty { speaker.withdraw(random.pick(speaker.prefixes)) }
    }

    private func breakConnections(_ link: SimulatedLink) { link.breakConnections(telling: random.pick([[0], [1], [0, 1]])) }

    private func cut(_ links: [SimulatedLink]) {
        for link in links { link.cut() }
        after(.seconds(Int.random(in: 1...400, using: &random))) { for link in links { link.heal() } }
    }

    private func partition() {
        let sides = speakers.map { _ in random.chance(of: 2) }
        cut(links.filter { sides[$0.edge.first] != sides[$0.edge.second] })
    }

    private func slow(_ link: SimulatedLink) {
        link.rate = Int.random(in: 20...500, using: &random)
        after(.seconds(Int.random(in: 10...600, using: &random))) { link.rate = 0 }
    }

    private func crash(_ speaker: SimulatedSpeaker) {
        guard speaker.isUp else { return }
        speaker.crash(isReachable: random.chance(of: 2))
        let isGraceful = scenario.restarts && !random.chance(of: 3)
        after(.seconds(Int.random(in: 1...(random.chance(of: 2) ? 20 : 400), using: &random))) { speaker.restart(gracefully: isGraceful) }
    }

    private func changePolicy(_ link: SimulatedLink, side: Int) {
        link.policies[side] = policy(link, side: side)
        link.peers[side]?.change(routes(link, side: side))
    }

    /// The policy changes again before the peer, to which everything is on its way, has heard of the last change.
    private func changePolicyOften(_ link: SimulatedLink, side: Int) {
        link.rate = 20
        link.peers[1 - side]?.askForRefresh()
        for seconds in [5, 8, 11] { after(.seconds(seconds)) { self.changePolicy(link, side: side) } }
        after(.seconds(120)) { link.rate = 0 }
    }

    /// The operator of one side stops the session and starts it later.
    private func stop(_ link: SimulatedLink, side: Int) {
        let notifications: [NotificationMessage?] = [nil, .cease(.administrativeReset), .hardReset(.cease(.administrativeReset))]
        link.peers[side]?.handle(.stop(random.pick(notifications)))
        after(.seconds(Int.random(in: 0...200, using: &random))) { link.peers[side]?.handle(.start) }
    }

    /// Both sides forget each other for a while.
    private func deconfigure(_ link: SimulatedLink) {
        guard link.isConfigured else { return }
        link.isConfigured = false
        for peer in link.peers.compactMap({ $0 }) { peer.speaker.remove(peer) }
        after(.seconds(Int.random(in: 0...400, using: &random))) { self.configure(link) }
    }

    private func configure(_ link: SimulatedLink) {
        link.isConfigured = true
        for side in 0...1 where link.peers[side] == nil && speakers[link.speaker(side)].isUp { speakers[link.speaker(side)].add(link, side: side) }
    }
}
