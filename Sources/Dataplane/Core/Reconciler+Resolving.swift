internal import Addresses
internal import CNetlink
internal import Netlink

extension Reconciler {
    /// Most ways that one route gets: the kernel's limits are larger.
    private var widest: Int { 64 }

    /// The ways to a router by the host's own routes, those to pods included and those of BGP not.
    func lookUp(_ address: IPAddress) -> [RouteHop] {
        guard !address.isUnspecified, !address.isLoopback, !address.isMulticast, !links.isOwn(address) else { return [] }
        // Without an interface it says nothing.
        if address.family == .v6, address.isLinkLocal { return [] }
        if let hop = lookUpPod(address) { return [hop] }
        var found: [RouteHop] = []
        foreign.forEach(containing: address) { route in
            guard route.kind == UInt8(RTN_UNICAST) else { return true }
            found = route.hops.filter { links.isUp($0.interface) }.map { RouteHop(gateway: $0.gateway ?? address, interface: $0.interface) }
            return !found.isEmpty
        }
        return found
    }

    private func lookUpPod(_ address: IPAddress) -> RouteHop? {
        let prefix = CompactPrefix(IPPrefix(host: address))
        for metric in installed.podMetrics {
            guard let route = installed[RouteKey(prefix, metric)], route.owner == .pods, route.form.kind == .link else { continue }
            let index = Int32(bitPattern: route.form.number)
            if links.isUp(index) { return RouteHop(gateway: address, interface: index) }
        }
        return nil
    }

    /// A pod's route came or went: a router behind it may be reached differently.
    mutating func noteRouteToPod(_ place: RouteKey, _ owner: RouteOwner) {
        guard owner == .pods, !routersChanged, place.prefix.bits == place.prefix.family.bits else { return }
        if nextHops[place.prefix.prefix.address] != nil { routersChanged = true }
    }

    /// Finds out where a target leads to now.
    /// - Returns: Whether that changed.
    @discardableResult
    mutating func resolve(_ number: UInt32) -> Bool {
        let before = targets[number].form
        let (form, words) = lead(targets[number].target)
        targets[number].words = words
        targets[number].form = form
        if let before { installed.hopSets.release(before) }
        return form != before
    }

    /// The form, with a reference, or why there is none.
    private mutating func lead(_ target: DesiredRoute.Target) -> (RouteForm?, String) {
        switch target {
        case .blackhole: return (.blackhole, "")
        case .interface(let name):
            guard let index = links.index(named: name) else { return (nil, "there is no interface \(name)") }
            return links.isUp(index) ? (.link(index), "") : (nil, "interface \(name) is down")
        case .via(let address): return lead(.nextHops([address]))
        case .nextHops(let addresses):
            var hops: [RouteHop] = []
            for address in addresses {
                for hop in nextHops[address]?.hops ?? [] where hops.count < widest && !hops.contains(hop) { hops.append(hop) }
            }
            guard !hops.isEmpty else {
                let list = addresses.map(\.description).joined(separator: ", ")
                return (nil, addresses.isEmpty ? "it has no next hop" : "no interface or route of the host leads to \(list)")
            }
            return (installed.hopSets.form(of: hops), "")
        }
    }

    var hasChanges: Bool { linksChanged || routersChanged || !changedNames.isEmpty }

    /// Draws the conclusions from changes of links, addresses and foreign routes; wants that are concerned become dirty.
    mutating func absorbChanges() {
        for name in changedNames {
            guard let number = targets.byInterface[name] else { continue }
            if resolve(number) || linksChanged { dirty.append(contentsOf: targets[number].members) }
        }
        changedNames = []
        if routersChanged || linksChanged { resolveRouters() }
        routersChanged = false
        guard linksChanged else { return }
        linksChanged = false
        dirty.append(contentsOf: refusals.keys)
        let view = links.view
        if view != lastView {
            lastView = view
            events.append(.network(view))
        }
    }

    private mutating func resolveRouters() {
        var changed = false
        for (address, hop) in nextHops {
            let hops = lookUp(address)
            guard hops != hop.hops else { continue }
            nextHops[address]?.hops = hops
            changed = true
            if hops.isEmpty != hop.hops.isEmpty { reachability[address] = !hops.isEmpty }
        }
        guard changed else { return }
        var moved: Set<UInt32> = []
        for number in targets.routed where resolve(number) { moved.insert(number) }
        guard !moved.isEmpty else { return }
        for (key, want) in wants where moved.contains(want.target) { dirty.append(key) }
    }

    /// The kernel takes IPv4 routes away with a link without a word about it, and IPv6 ones with many.
    /// - Parameters:
    ///   - index: An interface that is down, or gone, or lost its last IPv4 address.
    ///   - onlyIPv4: It lost its last IPv4 address.
    mutating func forgetRoutes(of index: Int32, onlyIPv4: Bool) {
        let links = self.links
        func isDead(_ interfaces: some Sequence<Int32>) -> Bool {
            interfaces.contains(index) && interfaces.allSatisfy { $0 == index || !links.isUp($0) }
        }
        forgetForeign { route in isDead(route.hops.lazy.map(\.interface)) }

        var places = (installed.byLink[UInt32(bitPattern: index)] ?? []).filter { !onlyIPv4 || !$0.prefix.isV6 }
        let dead = Set(installed.hopSets.numbersInUse.filter { number in isDead(installed.hopSets[number].lazy.map(\.interface)) })
        if !dead.isEmpty {
            for (place, route) in installed.entries where route.form.kind == .hops && dead.contains(route.form.number) {
                if !onlyIPv4 || !place.prefix.isV6 { places.insert(place) }
            }
        }
        for place in places { forgetInstalled(place) }
    }

    /// Foreign IPv4 routes went: the kernel tells of IPv6 ones.
    mutating func forgetForeign(where isGone: (ForeignRoute) -> Bool) {
        let free = foreign.removeAll { prefix, route in !prefix.isV6 && isGone(route) }
        if !free.isEmpty { routersChanged = true }
        for prefix in free { retryRefused(prefix) }
    }

    /// The kernel has no route of ours at that place any more.
    /// - Returns: Whose it was, when somebody wanted it.
    @discardableResult
    mutating func forgetInstalled(_ place: RouteKey) -> WantKey? {
        guard let old = installed.remove(place) else { return nil }
        installed.hopSets.release(old.form)
        if audit.isRunning { audit.freed.insert(place.prefix) }
        noteRouteToPod(place, old.owner)
        guard old.isClaimed else { return nil }
        let key = WantKey(place.prefix, old.owner)
        guard disclaim(key, place) else { return nil }
        dirty.append(key)
        return key
    }

    /// A foreign route left that prefix: ours may have its place.
    mutating func retryRefused(_ prefix: CompactPrefix) {
        guard !refusals.isEmpty else { return }
        for owner in RouteOwner.allCases where refusals[WantKey(prefix, owner)] != nil { dirty.append(WantKey(prefix, owner)) }
    }
}
