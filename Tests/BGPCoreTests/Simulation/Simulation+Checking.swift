import Addresses
import BGPWire

@testable import BGPCore

/// What has to hold once it is quiet.
extension Simulation {
    private var families: [AddressFamily] { scenario.families.families }

    /// The reference for what is configured now.
    func reference() -> ReferenceNetwork {
        var neighbours: [[ReferenceNetwork.Neighbour]] = speakers.map { _ in [] }
        for link in links {
            let places = [neighbours[link.edge.first].count, neighbours[link.edge.second].count]
            for side in 0...1 {
                neighbours[link.speaker(side)].append(
                    .init(
                        speaker: link.speaker(1 - side), isClient: link.edge.isToClient && side == 0, policy: link.policies[side],
                        place: places[1 - side]))
            }
        }
        return ReferenceNetwork(
            speakers.map { speaker in
                .init(
                    asNumber: speaker.asNumber, identifier: speaker.identity.identifier, cluster: speaker.identity.clusterID,
                    address: speaker.address, address6: speaker.address6,
                    own: speaker.originated.mapValues { ReferenceRoute(own: $0) }, neighbours: neighbours[speaker.number])
            }, sharedNetworks: sharedNetworks, tellsAll: scenario.addPath)
    }

    func checkSessions() {
        for link in links {
            for peer in link.peers {
                guard let peer else {
                    fail("a peer of speakers \(link.edge.first) and \(link.edge.second) is missing")
                    continue
                }
                if peer.machine.state != .established {
                    fail("\(peer): \(peer.machine.state), last \(peer.machine.lastEnd?.words ?? "")")
                }
                if !peer.machine.staleFamilies.isEmpty { fail("\(peer): stale routes are kept") }
            }
        }
    }

    /// The best routes are those of the reference.
    func checkBest(_ reference: ReferenceNetwork) {
        for speaker in speakers {
            for family in families {
                let views = speaker.core.best(family)
                let expected = reference.best[speaker.number].filter { ($0.key.address.family == .v4) == (family == .ipv4Unicast) }
                let found = Dictionary(views.map { ($0.prefix, $0) }) { first, _ in first }
                for prefix in Set(expected.keys).union(found.keys) {
                    guard expected[prefix]?.attributes != found[prefix]?.attributes || found[prefix]?.isStale == true else { continue }
                    fail(
                        "speaker \(speaker.number), best of \(prefix): \(found[prefix].map { "\($0.attributes)" } ?? "none"), "
                            + "reference \(expected[prefix].map { "\($0.attributes)" } ?? "none")")
                }
            }
        }
    }

    /// Each has received what the other says it has sent.
    func checkTables() {
        for link in links {
            for side in 0...1 {
                guard let sender = link.peers[side], let receiver = link.peers[1 - side] else { continue }
                for family in families { checkTable(sender, receiver, family) }
            }
        }
    }

    private func checkTable(_ sender: SimulatedPeer, _ receiver: SimulatedPeer, _ family: AddressFamily) {
        let sent = sender.speaker.core.sent(to: sender.index, family)
            .filter { $0.attributes.nextHop?.address != receiver.speaker.address }
        let received = receiver.speaker.core.received(from: receiver.index, family)
        let one = Dictionary(sent.map { (RouteKey($0), $0.attributes) }) { first, _ in first }
        let other = Dictionary(received.map { (RouteKey($0), $0.attributes) }) { first, _ in first }
        for key in Set(one.keys).union(other.keys) where one[key] != other[key] {
            fail(
                "\(sender): sent \(key.prefix) \(key.pathID) \(one[key].map { "\($0)" } ?? "none"), "
                    + "received \(other[key].map { "\($0)" } ?? "none")")
        }
        if received.contains(where: \.isStale) { fail("\(receiver): stale routes") }
    }

    func checkNothingIsLeft() {
        for speaker in speakers {
            let counts = families.map { speaker.core.destinationCount($0) }
            if counts.contains(where: { $0 != 0 }) { fail("speaker \(speaker.number): \(counts) destinations left") }
            if speaker.core.attributeSetCount != 0 {
                fail("speaker \(speaker.number): \(speaker.core.attributeSetCount) sets of attributes left")
            }
        }
    }
}

private struct RouteKey: Hashable {
    let prefix: IPPrefix
    let pathID: UInt32

    init(_ view: RouteView) {
        prefix = view.prefix
        pathID = view.pathID
    }
}

extension ReferenceRoute {
    init(own attributes: PathAttributes) {
        origin = attributes.origin
        localPreference = attributes.localPreference
        multiExitDiscriminator = attributes.multiExitDiscriminator
        communities = attributes.communities
    }
}
