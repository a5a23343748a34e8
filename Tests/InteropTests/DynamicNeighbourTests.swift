import Addresses
import BGPCore
import BGPWire
import Speaker
import Testing

/// Daemons that our speaker knows by their network only.
@Suite struct DynamicNeighbourTests {
    @Test(.needs(.bird, .frr), arguments: [DaemonKind.bird, .frr])
    func aDaemonOfTheNetworkIsTakenAndForgotten(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            var configuration = try TestSpeaker.configuration(1, asNumber: 65001, peers: [])
            var session = try TestSpeaker.peer(TestNetwork.address(2), asNumber: 65002, localAS: 65001).session
            session.expectedAS = nil
            guard let prefix = IPPrefix("10.9.0.0/24") else { return }
            var neighbours = DynamicNeighbours(network: prefix, limit: 10, session: session)
            neighbours.password = "for-all"
            configuration.dynamicNeighbours = [neighbours]
            let us = try await TestSpeaker(configuration, in: network)
            try await us.originate([TestRoute("10.1.0.0/24")])

            var theirs = DaemonPeer(TestNetwork.address(1), asNumber: 65001)
            theirs.password = "for-all"
            let daemon = network.daemon(kind, DaemonConfiguration(2, asNumber: 65002, peers: [theirs]))
            try await daemon.start()
            try await daemon.waitUntilEstablished(theirs.address)
            try await eventually("the route arrives") { try await daemon.routes(from: theirs.address).count == 1 }
            #expect(try await us.status(TestNetwork.address(2)).isDynamic)
            try await daemon.stop()
            try await eventually("the peer is forgotten") { await us.speaker.status().peers.isEmpty }
        }
    }
}
