import Addresses
import BGPWire

/// How many peers and routes.
struct Load {
    let feeders: Int
    let sinks: Int
    /// Of each feeder; all announce the same.
    let prefixes: Int
    /// Neighbouring prefixes with the same attributes.
    let sharing: Int
    let isInternal: Bool

    var peers: Int { feeders + sinks }

    func address(_ peer: Int) -> IPAddress { IPAddress(family: .v4, value: 0x0a09_000a + UInt128(peer)) }
    func asNumber(_ peer: Int) -> ASNumber { isInternal ? 64512 : ASNumber(UInt32(64600 + peer)) }

    func prefix(_ number: Int) -> IPv4Prefix { IPv4Prefix(address: 0x1400_0000 + UInt32(number) << 8, length: 24) }

    func attributes(_ peer: Int, _ group: Int) -> PathAttributes {
        let tail = [ASNumber(UInt32(100_000 + group % 70000)), ASNumber(UInt32(200_000 + (group &* 7919) % 90000))]
        var attributes = PathAttributes(
            origin: .igp, asPath: ASPath(isInternal ? tail : [asNumber(peer)] + tail), nextHop: NextHop(address(peer)))
        attributes.communities = [Community(64512, UInt16(group % 1000))]
        if isInternal { attributes.localPreference = 100 }
        return attributes
    }

    /// What a feeder sends, in pieces as a socket gives them.
    func stream(_ peer: Int, _ kind: Pass) throws -> [[UInt8]] {
        var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions())
        var pieces: [[UInt8]] = []
        for start in stride(from: 0, to: prefixes, by: sharing) {
            if kind == .announce {
                try encoder.announce(
                    with: EncodedAttributes(attributes(peer, start / sharing), family: .ipv4Unicast, options: EncodingOptions()))
            } else if start == 0 {
                encoder.withdraw()
            }
            for number in start..<min(start + sharing, prefixes) { encoder.add(prefix(number)) }
            if encoder.count > 60000 {
                pieces.append(encoder.take())
                if kind == .withdraw { encoder.withdraw() }
            }
        }
        pieces.append(encoder.take())
        return pieces
    }
}

/// What feeders send.
enum Pass {
    case announce
    case withdraw
}
