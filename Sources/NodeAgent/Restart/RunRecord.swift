internal import Addresses
internal import BGPWire
internal import JSON

/// What a daemon leaves behind for the next one while the host is up: with whom it had sessions, and how many routes it had in the kernel.
///
/// It lies where a reboot ends it. From it, and from what the kernel really has, the next daemon knows whether it restarts and whether packets
/// were forwarded all the time (RFC 4724 §3, the F bit).
struct RunRecord: Hashable, Sendable {
    /// Peers with a session, by address.
    var peers: [IPAddress] = []
    /// Learned routes in the kernel.
    var routes4 = 0
    var routes6 = 0

    init() {}

    init?(_ json: JSONValue) {
        guard let members = json.object, let list = members["peers"]?.array else { return nil }
        peers = list.compactMap { $0.string.flatMap { IPAddress($0) } }
        routes4 = members["routes4"]?.integer.map { Int($0) } ?? 0
        routes6 = members["routes6"]?.integer.map { Int($0) } ?? 0
    }

    var json: JSONValue {
        [
            "peers": .array(peers.map { .string("\($0)") }), "routes4": .integer(Int64(routes4)), "routes6": .integer(Int64(routes6)),
        ]
    }

    /// Families of which the kernel still forwards what the record says it did.
    ///
    /// - Parameters:
    ///   - found4: IPv4 routes of BGP's protocol number that the kernel has.
    ///   - found6: IPv6 routes.
    func preserved(found4: Int, found6: Int) -> UnicastFamilies {
        var families: UnicastFamilies = []
        if routes4 == 0 || found4 > 0 { families.insert(.ipv4) }
        if routes6 == 0 || found6 > 0 { families.insert(.ipv6) }
        return families
    }
}
