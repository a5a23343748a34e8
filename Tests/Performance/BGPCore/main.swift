import Addresses
import BGPCore
import BGPWire

/// Feeders announce and withdraw to sinks through ``RoutingCore`` alone, without sockets: what tables, decision and encoding cost.
///
///     calico-bench-bgpcore [feeders] [sinks] [prefixes of each feeder] [prefixes that share attributes] [internal]
let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let load = Load(
    feeders: numbers.first ?? 2, sinks: numbers.count > 1 ? numbers[1] : 2, prefixes: numbers.count > 2 ? numbers[2] : 200_000,
    sharing: numbers.count > 3 ? numbers[3] : 8, isInternal: CommandLine.arguments.contains("internal"))
var run = Run(load)
let announced = run.pass(.announce)
print("announce: \(announced)")
let withdrawn = run.pass(.withdraw)
print("withdraw: \(withdrawn)")
