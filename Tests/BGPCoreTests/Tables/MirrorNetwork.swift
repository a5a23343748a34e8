import Addresses
import BGPWire
import Testing

@testable import BGPCore

/// One ``RoutingCore`` and its peers.
struct MirrorNetwork {
    var core = RoutingCore(SpeakerIdentity(asNumber: 64512, identifier: BGPIdentifier(0x0a09_0001), seed: 7))
    var peers: [MirrorPeer]

    init(_ peers: [MirrorPeer], up: Bool = true) {
        self.peers = peers
        for place in self.peers.indices {
            self.peers[place].index = core.addPeer(self.peers[place].routes)
            if up { self.peers[place].up(&core) }
        }
    }

    /// With sessions that have been told everything there is: nothing.
    static func quiet(_ peers: [MirrorPeer]) throws -> MirrorNetwork {
        var network = MirrorNetwork(peers)
        try network.deliver()
        return network
    }

    /// Decides and delivers at most `outputs` pieces; everything when nil.
    mutating func deliver(outputs: Int? = nil, processing limit: Int = 1000) throws {
        var left = outputs ?? .max
        var isMore = true
        while isMore {
            isMore = core.process(limit: limit)
            while left > 0, let output = core.nextOutput() {
                left -= 1
                for peer in output.peers { try hand(output.octets[output.common], to: peer) }
                for part in output.parts {
                    for range in part.ranges { try hand(output.octets[range], to: part.peer) }
                }
            }
            if left == 0 { return }
        }
    }

    private mutating func hand(_ octets: ArraySlice<UInt8>, to index: PeerIndex) throws {
        let place = try #require(peers.firstIndex { $0.index == index && $0.isUp }, "octets for a peer without a session")
        try peers[place].receive(octets)
    }

    /// Each peer that is up has been told what the core says it was, and what the plain rules say it should be.
    func check(_ comment: Comment) {
        for peer in peers where peer.isUp {
            let views = core.sent(to: peer.index, .ipv4Unicast)
            var expected: [NLRI<IPv4Prefix>: PathAttributes] = [:]
            for view in views {
                guard let prefix = IPv4Prefix(view.prefix) else { continue }
                if view.attributes.nextHop?.address == peer.address { continue }
                expected[NLRI(prefix, pathID: view.pathID)] = view.attributes
            }
            let (missing, surplus) = (Set(expected.keys).subtracting(peer.told.keys), Set(peer.told.keys).subtracting(expected.keys))
            #expect(missing.isEmpty, "not told, peer \(peer.number), \(comment)")
            #expect(surplus.isEmpty, "not withdrawn, peer \(peer.number), \(comment)")
            for (nlri, attributes) in expected { #expect(peer.told[nlri] == attributes, "peer \(peer.number), \(nlri), \(comment)") }
        }
    }
}
