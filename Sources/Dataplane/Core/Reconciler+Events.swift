internal import Addresses
internal import CNetlink
internal import Netlink

extension Reconciler {
    /// Takes one message of a multicast group. Those that our own requests caused have to be left out by the caller.
    mutating func note(_ reply: NetlinkReply) {
        switch reply.type {
        case Int(RTM_NEWROUTE), Int(RTM_DELROUTE): noteRoute(reply)
        case Int(RTM_NEWLINK): LinkTable.link(reply).map { noteLink($0) }
        case Int(RTM_DELLINK): LinkTable.link(reply).map { noteLinkGone($0.index) }
        case Int(RTM_NEWADDR): LinkTable.address(reply).map { noteAddress($0, $1) }
        case Int(RTM_DELADDR): LinkTable.address(reply).map { noteAddressGone($0, $1.prefix) }
        default: break
        }
    }

    /// The message, when it is about a route of our table and families.
    func relevant(_ reply: NetlinkReply) -> RouteMessage? {
        guard let route = RouteMessage(reply.payload), route.table == table, !route.isCached, route.serviceType == 0,
            families.contains(route.prefix.family)
        else { return nil }
        return route
    }

    private mutating func noteRoute(_ reply: NetlinkReply) {
        guard let route = relevant(reply) else { return }
        let isGone = reply.type == Int(RTM_DELROUTE)
        let replaces = !isGone && reply.flags & Int(NLM_F_REPLACE) != 0
        guard let owner = RouteOwner(rawValue: route.routeProtocol) else { return noteForeign(route, isGone: isGone, replaces: replaces) }
        let form = installed.hopSets.form(of: route)
        defer { installed.hopSets.release(form) }
        let place = RouteKey(CompactPrefix(route.prefix), route.metric)
        let somebody = reply.port == 0 ? "the kernel" : "a program with netlink port \(reply.port)"
        if isGone {
            noteOursGone(place, owner, form, somebody: reply.port == 0 ? nil : somebody)
        } else {
            noteOursMade(place, owner, form, replaces: replaces, somebody)
        }
    }

    private mutating func noteOursGone(_ place: RouteKey, _ owner: RouteOwner, _ form: RouteForm, somebody: String?) {
        guard let entry = installed[place], entry.owner == owner else { return }
        if entry.form != form {
            // A route that is no longer the one of this place, or one of several that somebody put there; in IPv6 a hop of several.
            guard place.prefix.isV6, entry.form.kind == .hops, form.kind == .hops else { return }
            let gone = installed.hopSets[form.number]
            let left = installed.hopSets[entry.form.number].filter { !gone.contains($0) }
            guard left.count < installed.hopSets[entry.form.number].count, !left.isEmpty else { return }
            let rest = installed.hopSets.form(of: left)
            change(place, entry, owner, rest, "\(somebody ?? "the kernel") left of it\(way(rest))")
            installed.hopSets.release(rest)
            return
        }
        guard let key = forgetInstalled(place), let somebody else { return }
        causes[key] = "\(somebody) removed it"
    }

    private mutating func noteOursMade(_ place: RouteKey, _ owner: RouteOwner, _ form: RouteForm, replaces: Bool, _ somebody: String) {
        guard let entry = installed[place] else { return adopt(place, owner, form, somebody) }
        if entry.form.isSame(as: form), entry.owner == owner { return }
        // Hops that are added to an IPv6 route of hops come as the whole route.
        if entry.isClaimed, !replaces, !(place.prefix.isV6 && form.kind == .hops && entry.form.kind == .hops) {
            return noteExtra(place, owner, form)
        }
        change(place, entry, owner, form, "\(somebody) changed it to\(way(form))")
    }

    /// A second route is in the place of one that is wanted.
    mutating func noteExtra(_ place: RouteKey, _ owner: RouteOwner, _ form: RouteForm) {
        installed.hopSets.retain(form)
        extras.append((place, owner, form))
    }

    /// A route of ours is no longer as it is known.
    mutating func change(_ place: RouteKey, _ entry: InstalledRoute, _ owner: RouteOwner, _ form: RouteForm, _ cause: String) {
        var changed = entry
        changed.form = form
        changed.owner = owner
        changed.isStranger = true
        changed.epoch = audit.epoch
        let key = WantKey(place.prefix, entry.owner)
        if entry.owner != owner {
            changed.isClaimed = false
            disclaim(key, place)
        }
        if let old = installed.put(place, changed) { installed.hopSets.release(old.form) }
        noteRouteToPod(place, owner)
        guard entry.isClaimed, wants[key] != nil else { return }
        causes[key] = cause
        dirty.append(key)
    }

    /// What an owner wants is not at that place any more.
    /// - Returns: Whether it was.
    @discardableResult
    mutating func disclaim(_ key: WantKey, _ place: RouteKey) -> Bool {
        guard let index = wants.index(forKey: key), wants.value(at: index)?.installed == place.metric else { return false }
        wants.change(at: index) { $0.installed = nil }
        return true
    }

    /// A route with one of our protocols that nobody here made.
    mutating func adopt(_ place: RouteKey, _ owner: RouteOwner, _ form: RouteForm, _ somebody: String, isFound: Bool = false) {
        let route = InstalledRoute(form: form, owner: owner, epoch: audit.epoch, isFound: isFound, isStranger: true)
        if let old = installed.put(place, route) { installed.hopSets.release(old.form) }
        noteRouteToPod(place, owner)
        for key in [WantKey(place.prefix, owner), WantKey(place.prefix, owner).other] where wants[key] != nil { dirty.append(key) }
        guard owner == .bgp, swept.contains(InstalledRoutes.slot(owner, isV6: place.prefix.isV6)), !isWanted(place, owner) else { return }
        strays.append(place)
        events.append(.repaired(owner, place.prefix.prefix, "\(somebody) made it and nothing wants it: removed"))
        totals.repaired += 1
    }

    private func isWanted(_ place: RouteKey, _ owner: RouteOwner) -> Bool { wants[WantKey(place.prefix, owner)]?.metric == place.metric }

    private mutating func noteForeign(_ route: RouteMessage, isGone: Bool, replaces: Bool) {
        let prefix = CompactPrefix(route.prefix)
        routersChanged = true
        if isGone {
            foreign.remove(prefix, ForeignRoute(route, epoch: audit.epoch))
            if audit.isRunning { audit.freed.insert(prefix) }
            retryRefused(prefix)
            return
        }
        let place = RouteKey(prefix, route.metric)
        // In IPv4 the first of the place is replaced, which is ours when there is no other.
        if replaces, installed[place] != nil, foreign.holder(of: place) == nil, let key = forgetInstalled(place) {
            causes[key] = "a route of protocol \(Self.protocolName(route.routeProtocol)) replaced it"
        }
        foreign.add(prefix, ForeignRoute(route, epoch: audit.epoch), replaces: replaces)
    }

    mutating func noteLink(_ link: NetworkInterface) {
        let old = links.put(link)
        linksChanged = true
        if old?.name != link.name || old?.isUp != link.isUp {
            changedNames.insert(link.name)
            if let old { changedNames.insert(old.name) }
        }
        if old?.isUp == true, !link.isUp { forgetRoutes(of: link.index, onlyIPv4: false) }
    }

    mutating func noteLinkGone(_ index: Int32) {
        guard let old = links.remove(index) else { return }
        linksChanged = true
        changedNames.insert(old.name)
        forgetRoutes(of: index, onlyIPv4: false)
    }

    mutating func noteAddress(_ index: Int32, _ address: NetworkInterface.Address) {
        links.put(address, on: index)
        linksChanged = true
    }

    mutating func noteAddressGone(_ index: Int32, _ prefix: IPPrefix) {
        links.remove(prefix, from: index)
        linksChanged = true
        guard prefix.family == .v4 else { return }
        // Routes that gave it as a source go with it (fib_sync_down_addr).
        forgetForeign { $0.source == prefix.address }
        // An interface without an address does no IPv4, and its routes go (fib_disable_ip).
        if !links.hasAddress(index, .v4) { forgetRoutes(of: index, onlyIPv4: true) }
    }
}
