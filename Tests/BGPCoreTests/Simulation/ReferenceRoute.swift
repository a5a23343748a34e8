import Addresses
import BGPWire

/// A route as the reference has it.
struct ReferenceRoute: Hashable {
    var origin = Origin.igp
    var path: [ASNumber] = []
    var nextHop: IPAddress?
    var localPreference: UInt32?
    var multiExitDiscriminator: UInt32?
    var originator: BGPIdentifier?
    var clusters: [BGPIdentifier] = []
    var communities: [Community] = []
    /// The place of the neighbour it is from; nil for one's own.
    var neighbour: Int?
    /// An export filter set the MED.
    var hasSetMED = false

    var attributes: PathAttributes {
        var attributes = PathAttributes(origin: origin, asPath: ASPath(path), nextHop: nextHop.map { NextHop($0) })
        attributes.localPreference = localPreference
        attributes.multiExitDiscriminator = multiExitDiscriminator
        attributes.originatorID = originator
        attributes.clusterList = clusters
        attributes.communities = communities
        return attributes
    }
}
