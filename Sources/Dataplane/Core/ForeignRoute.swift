internal import Addresses
internal import Netlink

/// A route of the table that is not ours: next hops are looked up in it, and its place is not for us.
struct ForeignRoute: Equatable {
    var metric: UInt32
    var routeProtocol: UInt8
    var kind: UInt8
    var hops: [RouteHop]
    var source: IPAddress?
    /// The audit that saw it, or during which it came, last.
    var epoch: UInt16

    init(_ message: RouteMessage, epoch: UInt16) {
        metric = message.metric
        routeProtocol = message.routeProtocol
        kind = message.kind
        hops = message.hops
        source = message.source
        self.epoch = epoch
    }

    func isSame(as other: ForeignRoute) -> Bool {
        metric == other.metric && routeProtocol == other.routeProtocol && kind == other.kind && hops == other.hops
    }
}
