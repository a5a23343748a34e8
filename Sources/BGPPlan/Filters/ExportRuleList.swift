internal import Addresses
internal import BGPCore

/// Calico's own export rules of one family, for all peers of a node: the last filter of every session.
struct ExportRuleList {
    /// Routes into these are never told.
    var hidden: [IPPrefix]
    /// Routes into these are told.
    var told: [IPPrefix]
    var communities: [PrefixCommunities]

    /// Decides every route.
    func filter() -> RouteFilter {
        var rules = hidden.map { FilterRule([.prefix(.inside, $0, lengths: nil)], .reject) }
        for pattern in ["*.cali", "*.calico"] {
            rules.append(FilterRule([.peer(isExternal: false), .interface(pattern)], .reject))
        }
        rules.append(FilterRule([.interface("bpf*.cali")], .reject))
        rules += accepting()
        rules.append(FilterRule([], .reject))
        return RouteFilter(name: "calico", rules: rules)
    }

    /// The first rule decides, so every prefix is in the place that the communities of all around it are known: the longest first, each with the
    /// union of what holds for it. One that changes nothing about the next shorter is left out.
    private func accepting() -> [FilterRule] {
        var prefixes = Set(told)
        for entry in communities where told.contains(where: { $0.contains(entry.prefix) }) { prefixes.insert(entry.prefix) }
        let shortestFirst = prefixes.sorted(by: IPPrefix.isMoreSpecific).reversed()
        var kept: [(prefix: IPPrefix, operations: [FilterOperation])] = []
        for prefix in shortestFirst {
            let operations = operations(for: prefix)
            // Of those that contain it the longest is the last.
            if let around = kept.last(where: { $0.prefix.contains(prefix) }), around.operations == operations { continue }
            kept.append((prefix, operations))
        }
        return kept.reversed().map { FilterRule([.prefix(.inside, $0.prefix, lengths: nil)], .accept($0.operations)) }
    }

    private func operations(for prefix: IPPrefix) -> [FilterOperation] {
        var operations: [FilterOperation] = []
        for entry in communities where entry.prefix.contains(prefix) {
            for operation in entry.operations where !operations.contains(operation) { operations.append(operation) }
        }
        return operations
    }
}
