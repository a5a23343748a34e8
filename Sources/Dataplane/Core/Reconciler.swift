internal import Addresses
internal import Netlink

/// What owners want, what the kernel has, and what has to be asked of the kernel so that the two agree: no I/O, no clock.
///
/// Wants come in by ``apply(_:_:)``, the kernel's messages by ``note(_:)``. Both leave work behind, which ``step(_:)`` turns into requests of a
/// ``RouteBatch``. Its owner sends them and tells how they ended with ``finish(_:refusals:)``.
struct Reconciler {
    /// In order.
    let families: [IPAddress.Family]
    let table: UInt32

    var wants = PlaceTable<WantKey, Want>()
    var desiredCounts = [0, 0, 0, 0]
    var installed = InstalledRoutes()
    var foreign = ForeignRoutes()
    var links = LinkTable()
    var targets = TargetTable()
    /// The target that was referred to last: routes of one router come in a row.
    private var recent: (target: DesiredRoute.Target, number: UInt32)?
    var nextHops: [IPAddress: NextHop] = [:]

    /// Wants to look at; those before the cursor are done.
    var dirty: [WantKey] = []
    var cursor = 0
    /// Routes to take out of the kernel that nobody wants.
    var strays: [RouteKey] = []
    /// Routes of somebody's that share a place with ours, to take out by their form, which is referred to.
    var extras: [(key: RouteKey, owner: RouteOwner, form: RouteForm)] = []
    /// Old metrics of routes that are in with a new one.
    var followUps: [(key: RouteKey, owner: RouteOwner)] = []

    /// Wants that cannot be had although they lead somewhere, and the kernel's words.
    var refusals: [WantKey: String] = [:]
    /// What somebody did to routes that are to be put right.
    var causes: [WantKey: String] = [:]

    // What the messages since the last step did.
    var changedNames: Set<String> = []
    var routersChanged = false
    var linksChanged = false

    var audit = AuditState()
    /// Something is not understood: an audit is wanted.
    var wantsAudit = false
    /// Owners and families whose found routes were swept: what appears unasked for is nobody's.
    var swept: Set<Int> = []

    var events: [DataplaneEvent] = []
    var reachability: [IPAddress: Bool] = [:]
    /// Routers that are followed for their own sake.
    private var watched: Set<IPAddress> = []
    var lastView: NetworkView?
    var totals = RouteStatus()
    var found: [FoundCount] = []

    init(families: [IPAddress.Family], table: UInt32) {
        self.families = Set(families).sorted()
        self.table = table
    }

    // Wants

    /// Takes changes from the place `next` on until the batch is full or `end` is reached.
    mutating func apply(_ changes: [RouteChange], from next: inout Int, to end: Int, _ batch: inout RouteBatch) {
        while next < end, !batch.isFull {
            apply(changes[next], &batch)
            next += 1
        }
    }

    /// Takes what an owner wants and writes the requests for it.
    mutating func apply(_ change: RouteChange, _ batch: inout RouteBatch) {
        let key = WantKey(CompactPrefix(change.prefix), change.owner)
        guard let route = change.route else { return forget(key, &batch) }
        guard families.contains(change.prefix.family) else { return }
        if !refusals.isEmpty { refusals[key] = nil }
        let target = refer(to: route.target)
        let metric = RouteKey.kernelMetric(route.metric, isV6: key.prefix.isV6)
        // Most wants are new and their places free: one access to each table then.
        guard let old = wants.updateValue(Want(target: target, metric: metric, installed: metric), forKey: key) else {
            desiredCounts[InstalledRoutes.slot(key.owner, isV6: key.prefix.isV6)] += 1
            own(target, key)
            if place(key, change.prefix, target, metric, &batch) { return }
            var want = Want(target: target, metric: metric)
            settle(key, &want, &batch)
            wants[key] = want
            return
        }
        disown(old.target, key)
        own(target, key)
        var want = Want(target: target, metric: metric, installed: old.installed)
        settle(key, &want, &batch)
        wants[key] = want
    }

    /// An owner wants no route for a prefix any more: what it wanted goes, and what was found for it.
    mutating func forget(_ key: WantKey, _ batch: inout RouteBatch) {
        if let want = wants.removeValue(forKey: key) {
            desiredCounts[InstalledRoutes.slot(key.owner, isV6: key.prefix.isV6)] -= 1
            disown(want.target, key)
            if let metric = want.installed { take(RouteKey(key.prefix, metric), of: key.owner, &batch) }
            if !refusals.isEmpty { refusals[key] = nil }
            if !causes.isEmpty { causes[key] = nil }
        }
        if installed.hasUnclaimed {
            for metric in installed.unclaimedMetrics {
                let place = RouteKey(key.prefix, metric)
                guard let entry = installed[place], !entry.isClaimed, entry.owner == key.owner, entry.isFound else { continue }
                remove(place, &batch)
            }
        }
        let other = key.other
        guard desiredCounts[InstalledRoutes.slot(other.owner, isV6: other.prefix.isV6)] > 0, wants[other] != nil else { return }
        dirty.append(other)
    }

    /// Makes room for that many wants in all.
    mutating func reserve(_ count: Int) {
        guard wants.count < count else { return }
        wants.reserveCapacity(count)
        installed.reserve(count)
    }

    private mutating func own(_ target: UInt32, _ key: WantKey) {
        if case .interface = targets[target].target { targets[target].members.insert(key) }
    }

    private mutating func disown(_ target: UInt32, _ key: WantKey) {
        if case .interface = targets[target].target { targets[target].members.remove(key) }
        guard let unused = targets.release(target) else { return }
        if let form = unused.form { installed.hopSets.release(form) }
        guard case .nextHops(let addresses) = unused.target else { return }
        for address in addresses { release(address) }
    }

    private mutating func refer(to router: IPAddress) {
        if nextHops[router] == nil {
            let hops = lookUp(router)
            nextHops[router] = NextHop(hops: hops)
            reachability[router] = !hops.isEmpty
        }
        nextHops[router]?.references += 1
    }

    private mutating func release(_ router: IPAddress) {
        nextHops[router]?.references -= 1
        if nextHops[router]?.references == 0 { nextHops[router] = nil }
    }

    /// Follows routers whether or not a route by way of them is wanted.
    mutating func watch(_ routers: [IPAddress], unwatched: [IPAddress]) {
        for router in routers where watched.insert(router).inserted { refer(to: router) }
        for router in unwatched where watched.remove(router) != nil { release(router) }
    }

    private mutating func refer(to target: DesiredRoute.Target) -> UInt32 {
        if let recent, recent.target == target, targets.retain(recent.number, if: target) { return recent.number }
        let target = TargetTable.normal(target)
        let (number, isNew) = targets.retain(target)
        recent = (target, number)
        guard isNew else { return number }
        if case .nextHops(let addresses) = target {
            for address in addresses { refer(to: address) }
        }
        resolve(number)
        return number
    }

    // Work

    /// Whether ``step(_:)`` has something to do.
    var hasWork: Bool {
        cursor < dirty.count || !strays.isEmpty || !extras.isEmpty || !followUps.isEmpty || hasChanges
    }

    /// About how many things there are to do.
    var workCount: Int { dirty.count - cursor + strays.count + extras.count + followUps.count }

    /// Writes requests until the batch is full or nothing is left to do.
    mutating func step(_ batch: inout RouteBatch) {
        if hasChanges { absorbChanges() }
        while !batch.isFull, let (place, owner) = followUps.popLast() {
            if wants[WantKey(place.prefix, owner)]?.installed != place.metric { take(place, of: owner, &batch) }
        }
        while !batch.isFull, let extra = extras.popLast() { removeExtra(extra, &batch) }
        while !batch.isFull, let place = strays.popLast() {
            if let entry = installed[place], !entry.isClaimed { remove(place, &batch) }
        }
        while !batch.isFull, cursor < dirty.count {
            let key = dirty[cursor]
            cursor += 1
            guard let index = wants.index(forKey: key), var want = wants.value(at: index) else { continue }
            settle(key, &want, &batch)
            wants.change(at: index) { $0 = want }
        }
        if cursor == dirty.count, cursor > 0 {
            dirty.removeAll(keepingCapacity: dirty.count < 4096)
            cursor = 0
        }
    }

    /// Unclaimed routes of an owner and family go.
    /// - Returns: How many.
    mutating func sweep(_ owner: RouteOwner, _ family: IPAddress.Family) -> Int {
        swept.insert(InstalledRoutes.slot(owner, isV6: family == .v6))
        // The CNI plugin makes pods' routes before anybody asks for them: only those of the start are judged.
        let gone = installed.entries.filter { place, route in
            !route.isClaimed && route.owner == owner && place.prefix.family == family && (owner == .bgp || route.isFound)
        }
        strays.append(contentsOf: gone.map(\.key))
        return gone.count
    }

    /// Every route of the owners goes, and nothing is wanted by them any more.
    /// - Returns: How many.
    mutating func flush(_ owners: Set<RouteOwner>) -> Int {
        for (key, want) in wants where owners.contains(key.owner) {
            wants[key] = nil
            disown(want.target, key)
            desiredCounts[InstalledRoutes.slot(key.owner, isV6: key.prefix.isV6)] -= 1
        }
        refusals = refusals.filter { !owners.contains($0.key.owner) }
        causes = causes.filter { !owners.contains($0.key.owner) }
        let places = installed.entries.filter { owners.contains($0.value.owner) }
        for (place, route) in places {
            if route.isClaimed { unclaim(place) }
            if wants[WantKey(place.prefix, route.owner).other] != nil { dirty.append(WantKey(place.prefix, route.owner).other) }
        }
        strays.append(contentsOf: places.map(\.key))
        return places.count
    }

    /// What was told to nobody yet.
    mutating func takeEvents() -> [DataplaneEvent] {
        if !reachability.isEmpty {
            events.append(.nextHops(reachability))
            reachability = [:]
        }
        defer { events = [] }
        return events
    }
}
