internal import Addresses
public import CNISpec
public import IPAM
internal import JSON

/// The `ipam` section of a network that takes its addresses from this node's own podCIDR or from ranges given in it.
///
/// The keys are host-local's where they mean the same (`subnet`, `rangeStart`, `rangeEnd`, `gateway`, `ranges`, `routes`, `resolvConf`),
/// and Calico's (`assign_ipv4`, `assign_ipv6`). `exclude` and `ipCooldownSeconds` are of both minds.
public struct AddressConfiguration: Sendable {
    /// One a family, IPv4 first.
    public let pools: [AddressPool]
    /// `routes`: instead of the default routes.
    public let routes: [CNIResult.Route]
    /// From `resolvConf`.
    public let dns: CNIResult.DNS
    /// Keys of shared pools and other datastore business that this mode has no use for.
    public let ignoredKeys: [String]

    private static var sharedPoolKeys: [String] { ["ipv4_pools", "ipv6_pools", "dataDir"] }

    /// - Parameters:
    ///   - configuration: Its `ipam` object is read.
    ///   - record: What `usePodCidr` stands for, and the ranges where none are written.
    ///   - paths: Named in errors.
    public init(_ configuration: NetworkConfiguration, record: NodeRecord, paths: StatePaths) throws(CNIError) {
        let ipam = IPAMSection(members: configuration.ipam ?? JSONObject())
        var ranges = try Self.ranges(ipam, record, paths)
        for (family, key) in [(IPAddress.Family.v4, "assign_ipv4"), (.v6, "assign_ipv6")] {
            switch try ipam.choice(key) {
            case false: ranges.removeAll { $0.family == family }
            case true where !ranges.contains { $0.family == family }:
                let need = "\(key) asks for an IPv\(family.rawValue) address and no range of that family is configured"
                // Ranges that are written out do not change by waiting for the cluster.
                if Self.followsNode(ipam) { throw PodCIDRKeyword.missing(need, record, paths) }
                throw IPAMSection.invalid("the network has no range of a family it asks for", "\(need); add one, or write \"false\"")
            default: break
            }
        }
        guard !ranges.isEmpty else {
            throw CNIError(
                .invalidConfiguration, "the network has no address range",
                details: "write \"subnet\" or \"ranges\" into \"ipam\", and leave assign_ipv4 or assign_ipv6 at least one family")
        }
        let exclusions = try ipam.exclusions()
        let coolDown = try ipam.seconds("ipCooldownSeconds") * 1_000_000_000
        var pools: [AddressPool] = []
        for family in IPAddress.Family.allCases {
            let own = ranges.filter { $0.family == family }
            guard !own.isEmpty else { continue }
            do {
                pools.append(try AddressPool(ranges: own, exclusions: exclusions.filter { $0.family == family }, coolDown: coolDown))
            } catch {
                throw IPAMSection.invalid("the address ranges cannot be used", "\(error)")
            }
        }
        self.pools = pools
        routes = try ipam.routes()
        dns = try ipam.resolverSettings()
        ignoredKeys = Self.sharedPoolKeys.filter { ipam.members[$0] != nil }
    }

    /// The ranges of `subnet` and `ranges`; without either, the node's podCIDRs.
    private static func ranges(_ ipam: IPAMSection, _ record: NodeRecord, _ paths: StatePaths) throws(CNIError) -> [AddressPool.Range] {
        var sets: [[AddressPool.Range]] = []
        if let subnet = ipam.members["subnet"], subnet != "", !subnet.isNull {
            if let text = subnet.string, PodCIDRKeyword(text) == .v4 {
                // The whole of what the cluster gave this node, as a dual-stack cluster means it.
                sets += try wholeNode(record, paths, need: "\"subnet\": \"\(text)\" needs a podCIDR")
            } else {
                sets.append([try ipam.range(ipam.members, at: "ipam", record, paths)])
            }
        }
        for (number, set) in (try ipam.list("ranges")).enumerated() {
            guard let entries = set.array, !entries.isEmpty else {
                throw IPAMSection.invalid(
                    "ipam.ranges is not a list of lists",
                    "ipam.ranges[\(number)] is \(set.kind); write [[{\"subnet\": \"10.65.0.0/24\"}]]")
            }
            var ranges: [AddressPool.Range] = []
            for (position, entry) in entries.enumerated() {
                let place = "ipam.ranges[\(number)][\(position)]"
                guard let members = entry.object else { throw IPAMSection.invalid("an address range is not an object", "\(place) is \(entry.kind)") }
                ranges.append(try ipam.range(members, at: place, record, paths))
            }
            sets.append(ranges)
        }
        if sets.isEmpty { sets = try wholeNode(record, paths, need: "a network without \"subnet\" or \"ranges\" needs a podCIDR") }
        for family in IPAddress.Family.allCases where sets.count(where: { $0.first?.family == family }) > 1 {
            throw IPAMSection.invalid(
                "a pod gets one address of each family",
                "ipam asks for \(sets.count(where: { $0.first?.family == family })) lists of IPv\(family.rawValue) ranges; put them into one list")
        }
        return sets.flatMap { $0 }
    }

    /// Whether the ranges are the node's podCIDRs and not written out.
    private static func followsNode(_ ipam: IPAMSection) -> Bool {
        guard ipam.members["ranges"]?.array == nil else { return false }
        return ipam.members["subnet"]?.string.map { $0.isEmpty || PodCIDRKeyword($0) != nil } ?? true
    }

    private static func wholeNode(_ record: NodeRecord, _ paths: StatePaths, need: String) throws(CNIError) -> [[AddressPool.Range]] {
        guard !record.podCIDRs.isEmpty else { throw PodCIDRKeyword.missing(need, record, paths) }
        var sets: [[AddressPool.Range]] = []
        for subnet in record.podCIDRs {
            do { sets.append([try AddressPool.Range(subnet: subnet)]) } catch {
                throw IPAMSection.invalid("the node's podCIDR cannot be used", "\(paths.nodeRecord): \(error)")
            }
        }
        return sets
    }
}
