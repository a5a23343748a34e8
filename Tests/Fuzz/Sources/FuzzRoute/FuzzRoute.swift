import Addresses
import Netlink

/// Netlink messages about routes: what is read is in bounds and, when it is plain, survives being written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = UnsafeRawBufferPointer(start: octets, count: count)
    NetlinkPort.forEach(input) { check(RouteMessage($0.payload)) }
    check(RouteMessage(input))
    return 0
}

private func check(_ route: RouteMessage?) {
    guard let route else { return }
    precondition(route.prefix.isNetwork)
    guard route.isPlain, route.isUnicast, !route.hops.isEmpty, route.hops.count < 1000 else { return }
    var requests = RouteRequests()
    requests.add(route.prefix, metric: route.metric, .hops(route.hops), routeProtocol: route.routeProtocol, table: route.table, .exclusive)
    NetlinkPort.forEach(requests.octets) { reply in
        guard let again = RouteMessage(reply.payload) else { preconditionFailure("what was written cannot be read") }
        precondition(again.hops == route.hops && again.metric == route.metric && again.prefix == route.prefix)
    }
}
