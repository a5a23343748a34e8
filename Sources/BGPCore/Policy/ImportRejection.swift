internal import Addresses
internal import BGPWire

/// Why a route's attributes alone make it unusable here.
enum ImportRejection: Hashable, Sendable {
    /// A number of this speaker is in the path (RFC 4271 §9.1.2).
    case ownAS(ASNumber, count: Int, allowed: Int)
    /// This speaker told the route to the AS's route reflectors itself (RFC 4456 §8).
    case ownOriginator(BGPIdentifier)
    /// The route has been through this reflector's cluster (RFC 4456 §8).
    case ownCluster(BGPIdentifier)
    /// Packets would go to this speaker itself (RFC 4271 §6.3).
    case ownNextHop(IPAddress)
}

extension ImportRejection: CustomStringConvertible {
    var description: String {
        switch self {
        case .ownAS(let number, let count, let allowed): "own AS \(number) is in the path \(count) times, \(allowed) allowed"
        case .ownOriginator(let identifier): "own identifier \(identifier) is the originator"
        case .ownCluster(let identifier): "own cluster \(identifier) is in the cluster list"
        case .ownNextHop(let address): "own address \(address) is the next hop"
        }
    }
}
