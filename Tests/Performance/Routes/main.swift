internal import Addresses
internal import CLinux
internal import Dataplane
internal import Glibc
internal import Logging

// calico-bench-routes [routes, default 100000] [requests in a batch, default 64] [4 or 6] [next hops, default 1]
//
// The same as routes_floor.c by way of RouteProgrammer: routes are asked for and withdrawn in a network namespace of its own.
// Prints seconds, and the memory that is in use at the end. Needs root.

func seconds(_ body: () async -> Void) async -> Double {
    let begin = clinux_boottime_nanoseconds()
    await body()
    return Double(clinux_boottime_nanoseconds() - begin) / 1e9
}

func text(_ number: Double, _ digits: Double) -> String { "\((number * digits).rounded() / digits)" }

let words = CommandLine.arguments.dropFirst().map { Int($0) ?? 0 }
let count = !words.isEmpty ? words[0] : 100_000
var configuration = RouteProgrammerConfiguration(families: [.v4, .v6])
if words.count > 1 { configuration.batchSize = words[1] }
let family: IPAddress.Family = words.count > 2 && words[2] == 6 ? .v6 : .v4
let hops = words.count > 3 ? words[3] : 1

let link = """
    ip link add d0 type veth peer name d1 && ip link set d1 up && ip link set d0 up &&
    ip addr add 10.0.0.1/24 dev d0 && ip addr add fd00::1/64 dev d0 nodad
    """
guard clinux_unshare_net() == 0, system(link) == 0 else {
    print("a network namespace could not be made: needs root")
    exit(1)
}

let bases: (network: UInt128, router: UInt128) =
    family == .v4 ? (0x1400_0000, 0x0a00_0002) : (0x2001_0db8 << 96, 0xfd << 120 | 2)
let routers = (0..<hops).map { IPAddress(family: family, value: bases.router + UInt128($0)) }
let routes = (0..<count).compactMap { number in
    IPPrefix(IPAddress(family: family, value: bases.network + UInt128(number) << 6), length: family.bits - 6)
        .map { DesiredRoute($0, metric: 1024, .nextHops(routers)) }
}

do {
    let programmer = try RouteProgrammer(configuration, logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }) { event in
        switch event {
        case .refused, .overrun, .repaired: print(event)
        case .network, .nextHops: break
        }
    }
    let changes = routes.map { RouteChange(.bgp, $0) }
    let added = await seconds { await programmer.apply(changes) }
    let status = await programmer.status()
    let again = await seconds { await programmer.apply(changes) }
    let withdrawals = routes.map { RouteChange(owner: .bgp, prefix: $0.prefix, route: nil) }
    let deleted = await seconds { await programmer.apply(withdrawals) }
    let left = await programmer.status()
    await programmer.stop()
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print(
        "Swift IPv\(family.rawValue) batches of \(configuration.batchSize): \(status.count(.bgp, family).installed) routes added in "
            + "\(text(added, 1000)) s (\(Int(Double(count) / added))/s), deleted in \(text(deleted, 1000)) s "
            + "(\(Int(Double(count) / deleted))/s); asked for again in \(text(again, 1000)) s; "
            + "\(left.count(.bgp, family).installed) left, \(usage.ru_maxrss / 1024) MB at most")
} catch {
    print("\(error)")
    exit(1)
}
