internal import Addresses
internal import CNetlink
internal import Glibc
public import Netlink

/// What is ours among the kernel's routes on this machine, for a node that is taken out of service.
///
/// Next-hop objects are never made, so there are none to remove.
///
/// Both calls are about the network namespace of the calling thread, all tables and both families.
public enum RouteCleanup {
    private static var batchSize: Int { 64 }

    /// Every route of our protocols in the words of ip(8): "route 10.65.1.0/26 via 10.0.0.7 dev eth0 proto 84 metric 1024".
    /// - Throws: When the kernel refuses to list them.
    public static func list(_ owners: [RouteOwner] = RouteOwner.allCases) throws(KernelError) -> [String] {
        try routes(NetlinkPort(receiveBuffer: 1 << 20), owners).map(words)
    }

    /// Removes them.
    /// - Returns: What was removed; what somebody else removed meanwhile is left out.
    /// - Throws: The first refusal; the others were tried all the same.
    public static func remove(_ owners: [RouteOwner] = RouteOwner.allCases) throws(KernelError) -> [String] {
        let port = try NetlinkPort(receiveBuffer: 1 << 20)
        var removed: [String] = []
        var failure: KernelError?
        var rest = try routes(port, owners)[...]
        var requests = RouteRequests()
        while !rest.isEmpty {
            let batch = Array(rest.prefix(batchSize))
            rest = rest.dropFirst(batchSize)
            requests.removeAll()
            for route in batch { requests.remove(route.prefix, metric: route.metric, routeProtocol: route.routeProtocol, table: route.table) }
            requests.seal()
            var refused: Set<Int> = []
            try port.send(requests.octets, operation: "route del \(batch[0].prefix) and others")
            var isDone = false
            while !isDone {
                _ = try port.receive(waiting: true) { reply in
                    let position = Int(reply.sequence) - 1
                    guard reply.isEnd, batch.indices.contains(position) else { return }
                    isDone = isDone || position == batch.count - 1
                    guard let error = reply.refusal(of: "route del \(words(batch[position]))") else { return }
                    refused.insert(position)
                    if !error.isAlreadyGone { failure = failure ?? error }
                }
            }
            removed += batch.indices.filter { !refused.contains($0) }.map { words(batch[$0]) }
        }
        if let failure { throw failure }
        return removed
    }

    private static func routes(_ port: borrowing NetlinkPort, _ owners: [RouteOwner]) throws(KernelError) -> [RouteMessage] {
        var found: [RouteMessage] = []
        for family in IPAddress.Family.allCases {
            for owner in owners {
                try port.send(KernelDump.routes(family, table: nil, routeProtocol: owner.rawValue))
                var isDone = false
                var failure: KernelError?
                while !isDone {
                    _ = try port.receive(waiting: true) { reply in
                        if reply.isEnd {
                            isDone = true
                            failure = reply.refusal(of: "route show proto \(owner.rawValue)")
                        } else if let route = RouteMessage(reply.payload), route.routeProtocol == owner.rawValue, !route.isCached {
                            found.append(route)
                        }
                    }
                }
                // A kernel without the family.
                if let failure, failure.code != EOPNOTSUPP, failure.code != EAFNOSUPPORT { throw failure }
            }
        }
        return found
    }

    private static func words(_ route: RouteMessage) -> String {
        let hops = route.isBlackhole ? [] : route.hops
        let way = hops.map { hop in
            "\(hops.count > 1 ? " nexthop" : "")\(hop.gateway.map { " via \($0)" } ?? "") dev \(name(hop.interface))"
        }
        let table = route.table == UInt32(RT_TABLE_MAIN.rawValue) ? "" : " table \(route.table)"
        return
            "route \(route.isBlackhole ? "blackhole " : "")\(route.prefix)\(way.joined()) proto \(route.routeProtocol) metric \(route.metric)\(table)"
    }

    private static func name(_ index: Int32) -> String {
        var text = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
        guard if_indextoname(UInt32(bitPattern: index), &text) != nil else { return "if\(index)" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
