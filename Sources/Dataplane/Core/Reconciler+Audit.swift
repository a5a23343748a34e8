internal import Addresses
internal import CNetlink
internal import Netlink

extension Reconciler {
    /// Begins to compare with all the kernel's routes: each has to go through ``see(_:)``.
    mutating func beginAudit() {
        audit.epoch &+= 1
        audit.isRunning = true
        audit.freed = []
        wantsAudit = false
    }

    /// One entry of a dump of routes.
    /// - Parameter isFirst: It is the reading at the start: routes of ours are kept until they are swept.
    mutating func see(_ reply: NetlinkReply, isFirst: Bool = false) {
        guard reply.type == Int(RTM_NEWROUTE), let route = relevant(reply) else { return }
        let prefix = CompactPrefix(route.prefix)
        guard let owner = RouteOwner(rawValue: route.routeProtocol) else { return seeForeign(prefix, route) }
        let place = RouteKey(prefix, route.metric)
        let form = installed.hopSets.form(of: route)
        defer { installed.hopSets.release(form) }
        guard let entry = installed[place] else {
            guard !audit.freed.contains(prefix) else { return }
            return adopt(place, owner, form, "somebody", isFound: isFirst)
        }
        if entry.form.isSame(as: form), entry.owner == owner {
            installed.see(place, epoch: audit.epoch)
        } else if entry.epoch != audit.epoch {
            change(place, entry, owner, form, "an audit found it with\(way(form))")
        } else if entry.isClaimed, entry.wasSeen {
            // Another one in the same place. Of one that was written since the audit began, the dump may know what was there before.
            noteExtra(place, owner, form)
        }
    }

    private mutating func seeForeign(_ prefix: CompactPrefix, _ route: RouteMessage) {
        guard !audit.freed.contains(prefix) else { return }
        let seen = ForeignRoute(route, epoch: audit.epoch)
        let isKnown = foreign.byPrefix[prefix]?.contains { $0.isSame(as: seen) } ?? false
        foreign.add(prefix, seen, replaces: false)
        if !isKnown { routersChanged = true }
    }

    /// All was seen.
    /// - Parameter isWhole: False when a change interrupted the reading: what was not seen may be there all the same.
    mutating func endAudit(isWhole: Bool) {
        audit.isRunning = false
        audit.freed = []
        totals.audits += 1
        dirty.append(contentsOf: refusals.keys)
        guard isWhole else { return }
        let epoch = audit.epoch
        let free = foreign.removeAll { _, route in route.epoch != epoch }
        if !free.isEmpty { routersChanged = true }
        let unseen = installed.entries.filter { $0.value.epoch != epoch }
        for place in unseen.map(\.key) {
            if let key = forgetInstalled(place) { causes[key] = "an audit did not find it" }
        }
    }

    /// The links and addresses as a dump has them.
    mutating func see(links fresh: [NetworkInterface], addresses: [(Int32, NetworkInterface.Address)]) {
        let present = Set(fresh.map(\.index))
        for index in links.links.keys where !present.contains(index) { noteLinkGone(index) }
        for link in fresh where links.links[link.index] != link { noteLink(link) }
        for (index, prefix) in links.allAddresses where !addresses.contains(where: { $0.0 == index && $0.1.prefix == prefix }) {
            noteAddressGone(index, prefix)
        }
        for (index, address) in addresses { noteAddress(index, address) }
        linksChanged = true
    }

    /// What was found at the start.
    mutating func countFound() {
        found = RouteOwner.allCases.flatMap { owner in
            families.map { family in
                FoundCount(owner: owner, family: family, count: installed.count(owner, isV6: family == .v6).installed)
            }
        }
    }

    /// What the caller is told of it all.
    func status() -> RouteStatus {
        var status = totals
        for owner in RouteOwner.allCases {
            for family in families {
                let (there, unclaimed) = installed.count(owner, isV6: family == .v6)
                let desired = desiredCounts[InstalledRoutes.slot(owner, isV6: family == .v6)]
                status.counts.append(.init(owner: owner, family: family, desired: desired, installed: there, unclaimed: unclaimed))
            }
        }
        var pending: [RouteStatus.Pending] = refusals.map { .init(owner: $0.owner, prefix: $0.prefix.prefix, words: $1) }
        status.pendingCount = pending.count
        for (key, want) in wants where want.installed == nil && refusals[key] == nil {
            status.pendingCount += 1
            guard pending.count < RouteStatus.listed else { continue }
            pending.append(.init(owner: key.owner, prefix: key.prefix.prefix, words: targets[want.target].words))
        }
        pending.sort { ($0.prefix.address, $0.prefix.length, $0.owner.rawValue) < ($1.prefix.address, $1.prefix.length, $1.owner.rawValue) }
        status.pending = Array(pending.prefix(RouteStatus.listed))
        status.nextHops = nextHops.mapValues { !$0.hops.isEmpty }
        return status
    }
}
