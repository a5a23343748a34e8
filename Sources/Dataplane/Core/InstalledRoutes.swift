/// What of ours is in the kernel, as far as is known.
struct InstalledRoutes {
    private(set) var entries = PlaceTable<RouteKey, InstalledRoute>()
    var hopSets = HopSets()
    /// Places of the routes straight to an interface: those of pods.
    private(set) var byLink: [UInt32: Set<RouteKey>] = [:]
    /// By owner and family: see ``slot(_:_:)``.
    private var installedCounts = [0, 0, 0, 0]
    private var unclaimedCounts = [0, 0, 0, 0]
    /// Metrics of routes that nobody claimed when they came; a few.
    private(set) var unclaimedMetrics: Set<UInt32> = []
    /// Metrics of pods' routes; a few.
    private(set) var podMetrics: Set<UInt32> = []

    static func slot(_ owner: RouteOwner, isV6: Bool) -> Int { (owner == .bgp ? 2 : 0) + (isV6 ? 1 : 0) }

    func count(_ owner: RouteOwner, isV6: Bool) -> (installed: Int, unclaimed: Int) {
        let slot = Self.slot(owner, isV6: isV6)
        return (installedCounts[slot], unclaimedCounts[slot])
    }

    var hasUnclaimed: Bool { unclaimedCounts != [0, 0, 0, 0] }

    subscript(_ key: RouteKey) -> InstalledRoute? { entries[key] }

    /// Puts a route at a place.
    /// - Returns: What was there; its form has to be released.
    @discardableResult
    mutating func put(_ key: RouteKey, _ route: InstalledRoute) -> InstalledRoute? {
        hopSets.retain(route.form)
        let old = entries.updateValue(route, forKey: key)
        if let old { uncount(key, old) }
        let slot = Self.slot(route.owner, isV6: key.prefix.isV6)
        installedCounts[slot] += 1
        if !route.isClaimed {
            unclaimedCounts[slot] += 1
            unclaimedMetrics.insert(key.metric)
        }
        if route.form.kind == .link { byLink[route.form.number, default: []].insert(key) }
        if route.owner == .pods { podMetrics.insert(key.metric) }
        return old
    }

    /// - Returns: What was there; its form has to be released.
    mutating func remove(_ key: RouteKey) -> InstalledRoute? {
        guard let old = entries.removeValue(forKey: key) else { return nil }
        uncount(key, old)
        return old
    }

    mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Marks a route that was seen to be as it is known.
    mutating func see(_ key: RouteKey, epoch: UInt16) {
        guard let index = entries.index(forKey: key) else { return }
        entries.change(at: index) { route in
            guard route.epoch != epoch else { return }
            route.epoch = epoch
            route.wasSeen = true
        }
    }

    private mutating func uncount(_ key: RouteKey, _ old: InstalledRoute) {
        let slot = Self.slot(old.owner, isV6: key.prefix.isV6)
        installedCounts[slot] -= 1
        if !old.isClaimed { unclaimedCounts[slot] -= 1 }
        guard old.form.kind == .link else { return }
        byLink[old.form.number]?.remove(key)
        if byLink[old.form.number]?.isEmpty == true { byLink[old.form.number] = nil }
    }
}
