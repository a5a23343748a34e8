internal import Addresses
internal import IPAM
internal import NodeStore

/// All ranges of a node: those of its networks, its podCIDRs, and those that only its records tell of.
///
/// Networks with the same range share one row, so that each address is counted once.
struct RangeTable {
    private(set) var rows: [RangeUsage] = []
    private var entries: [Entry] = []

    private struct Entry {
        var networks: [String]
        let pool: AddressPool
        let range: AddressPool.Range
    }

    /// - Parameters:
    ///   - networks: The configured ones.
    ///   - podCIDRs: Of the node record: they are rows of their own where no network uses them.
    ///   - attachments: Their addresses outside all of those are grouped by their prefixes.
    ///   - addresses: Every address recorded.
    ///   - now: Nanoseconds since boot.
    init(_ networks: [NetworkPools], podCIDRs: [IPPrefix], _ attachments: [Attachment], _ addresses: [RecordedAddress], now: UInt64) {
        for network in networks {
            for pool in network.pools {
                for range in pool.ranges { enter(range, pool, network.network) }
            }
        }
        for prefix in podCIDRs where !entries.contains(where: { $0.range.subnet.overlaps(prefix) }) { enter(prefix, nil) }
        let configured = entries.count
        for attachment in attachments {
            for prefix in attachment.addresses where !entries[..<configured].contains(where: { $0.range.subnet.contains(prefix.address) }) {
                enter(prefix.network, attachment.key.network)
            }
        }
        rows = entries.indices.map { row($0, addresses, now: now) }
    }

    private mutating func enter(_ prefix: IPPrefix, _ network: String?) {
        guard let range = try? AddressPool.Range(subnet: prefix), let pool = try? AddressPool(ranges: [range]) else { return }
        enter(range, pool, network)
    }

    private mutating func enter(_ range: AddressPool.Range, _ pool: AddressPool, _ network: String?) {
        guard let known = entries.firstIndex(where: { $0.range.subnet == range.subnet && $0.range.span == range.span }) else {
            entries.append(Entry(networks: network.map { [$0] } ?? [], pool: pool, range: range))
            return
        }
        if let network, !entries[known].networks.contains(network) { entries[known].networks.append(network) }
    }

    private func row(_ index: Int, _ addresses: [RecordedAddress], now: UInt64) -> RangeUsage {
        let entry = entries[index]
        var usage = PoolUsage(capacity: capacity(entry))
        // One of several ranges in a subnet counts what none of them hands out.
        let countsOutside = entries.firstIndex { $0.range.subnet == entry.range.subnet } == index
        for address in addresses where entry.range.subnet.contains(address.address) {
            let isInRange = entry.range.span.contains(address.address) && entry.pool.range(handingOut: address.address) != nil
            switch address.state {
            case .owned where isInRange: usage.used += 1
            case .owned where countsOutside:
                let siblings = entries.filter { $0.range.subnet == entry.range.subnet }
                if !siblings.contains(where: { $0.pool.range(handingOut: address.address) != nil }) { usage.ownedOutside += 1 }
            case .released(let time) where isInRange && entry.pool.restLeft(releasedAt: time, now: now) > 0: usage.cooling += 1
            case .owned, .released: break
            }
        }
        return RangeUsage(range: entry.range, networks: entry.networks, usage: usage)
    }

    /// How many addresses this range of its pool can hand out; 0 when all are reserved or excluded.
    private func capacity(_ entry: Entry) -> UInt128 {
        let gateways = entry.pool.ranges.filter { $0 != entry.range }.compactMap(\.gateway).compactMap { AddressRange($0, $0) }
        let alone = try? AddressPool(ranges: [entry.range], exclusions: entry.pool.exclusions + gateways, coolDown: entry.pool.coolDown)
        return alone?.capacity ?? 0
    }
}

extension AddressPool {
    /// Nanoseconds that an address released at `time` still rests; both in nanoseconds since boot.
    func restLeft(releasedAt time: UInt64, now: UInt64) -> UInt64 {
        let (end, overflow) = time.addingReportingOverflow(coolDown)
        return overflow ? .max : end - min(end, now)
    }
}
