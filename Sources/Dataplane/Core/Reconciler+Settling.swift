internal import Addresses
internal import Netlink

extension Reconciler {
    /// Writes what it takes to have the kernel agree with one want. Doing it again changes nothing.
    mutating func settle(_ key: WantKey, _ want: inout Want, _ batch: inout RouteBatch) {
        guard let form = targets.form(want.target) else {
            if let metric = want.installed { take(RouteKey(key.prefix, metric), of: key.owner, &batch) }
            want.installed = nil
            return
        }
        let place = RouteKey(key.prefix, want.metric)
        let previous = want.installed == want.metric ? nil : want.installed
        let there = installed[place]
        if previous != nil || there.map({ !$0.form.isSame(as: form) || $0.owner != key.owner }) ?? false, batch.concerns(key.prefix) {
            // Replacing a route whose creation was not answered yet could hit somebody's that had the place.
            batch.isAwaited = true
            dirty.append(key)
            return
        }
        guard let entry = there else {
            if let holder = foreign.holder(of: place) { return refuse(key, form, want.metric, code: existsAlready, held(by: holder)) }
            write(.create, key, place, form, old: nil, previous, &batch)
            want.installed = want.metric
            return
        }
        if entry.owner != key.owner, entry.isClaimed {
            guard key.owner == .pods else {
                return refuse(key, form, want.metric, code: existsAlready, "a pod's route has the same prefix and metric")
            }
            if let index = wants.index(forKey: key.other) {
                wants.change(at: index) { $0.installed = nil }
                dirty.append(key.other)
            }
        }
        if entry.form.isSame(as: form), entry.owner == key.owner {
            claim(place, entry, key)
            if let previous { followUps.append((RouteKey(key.prefix, previous), key.owner)) }
        } else if foreign.holder(of: place) != nil {
            // Replacing would hit the first of the place, which may be the foreign one.
            remove(place, &batch)
            write(.create, key, place, form, old: nil, previous, &batch)
        } else {
            write(.replace, key, place, form, old: entry, previous, &batch)
        }
        want.installed = want.metric
        want.isContested = false
    }

    /// The short way of ``settle(_:_:_:)`` for a new want whose place is free.
    /// - Returns: False when it is not: nothing was done.
    mutating func place(_ key: WantKey, _ prefix: IPPrefix, _ target: UInt32, _ metric: UInt32, _ batch: inout RouteBatch) -> Bool {
        let place = RouteKey(key.prefix, metric)
        guard let form = targets.form(target), let way = installed.hopSets.way(form), foreign.holder(of: place) == nil else { return false }
        if let taken = installed.put(place, InstalledRoute(form: form, owner: key.owner, epoch: audit.epoch, isClaimed: true)) {
            if let mine = installed.put(place, taken) { installed.hopSets.release(mine.form) }
            installed.hopSets.release(taken.form)
            return false
        }
        batch.requests.add(prefix, metric: metric, way, routeProtocol: key.owner.rawValue, table: table, .exclusive)
        batch.operations.append(.init(verb: .create, key: place, owner: key.owner, form: form))
        noteRouteToPod(place, key.owner)
        return true
    }

    /// The route is there as it is wanted: nothing is asked of the kernel.
    private mutating func claim(_ place: RouteKey, _ entry: InstalledRoute, _ key: WantKey) {
        if !refusals.isEmpty { refusals[key] = nil }
        guard !entry.isClaimed || entry.isStranger else { return }
        if !causes.isEmpty { causes[key] = nil }
        var claimed = entry
        claimed.isClaimed = true
        claimed.isStranger = false
        claimed.isFound = false
        claimed.wasSeen = false
        if let old = installed.put(place, claimed) { installed.hopSets.release(old.form) }
    }

    mutating func unclaim(_ place: RouteKey) {
        guard var entry = installed[place] else { return }
        entry.isClaimed = false
        if let old = installed.put(place, entry) { installed.hopSets.release(old.form) }
    }

    private mutating func write(
        _ verb: RouteBatch.Verb, _ key: WantKey, _ place: RouteKey, _ form: RouteForm, old: InstalledRoute?, _ previous: UInt32?,
        _ batch: inout RouteBatch
    ) {
        guard let way = installed.hopSets.way(form) else { return }
        batch.requests.add(
            key.prefix.prefix, metric: place.metric, way, routeProtocol: key.owner.rawValue, table: table, verb == .create ? .exclusive : .replace)
        let displaced = installed.put(place, InstalledRoute(form: form, owner: key.owner, epoch: audit.epoch, isClaimed: true))
        let repairs = !causes.isEmpty && causes[key] != nil
        batch.operations.append(
            .init(verb: verb, key: place, owner: key.owner, form: form, old: displaced, previousMetric: previous, repairs: repairs))
        noteRouteToPod(place, key.owner)
    }

    /// The owner does not want the route at that place any more.
    mutating func take(_ place: RouteKey, of owner: RouteOwner, _ batch: inout RouteBatch) {
        guard let entry = installed.remove(place) else { return }
        // The plugin gave the address to a new pod meanwhile: its route stays.
        guard entry.owner == owner, owner == .bgp || !entry.isStranger else {
            installed.put(place, entry)
            installed.hopSets.release(entry.form)
            if entry.owner == owner { unclaim(place) }
            return
        }
        writeRemoval(place, entry, &batch)
    }

    /// A pod's route is named with its interface, as the plugin may put another in its place at any time.
    mutating func remove(_ place: RouteKey, _ batch: inout RouteBatch) {
        if let entry = installed.remove(place) { writeRemoval(place, entry, &batch) }
    }

    private mutating func writeRemoval(_ place: RouteKey, _ entry: InstalledRoute, _ batch: inout RouteBatch) {
        let way = entry.form.kind == .link ? installed.hopSets.way(entry.form) : nil
        batch.requests.remove(place.prefix.prefix, metric: place.metric, way, routeProtocol: entry.owner.rawValue, table: table)
        batch.operations.append(.init(verb: .remove, key: place, owner: entry.owner, form: entry.form, old: entry))
        if audit.isRunning { audit.freed.insert(place.prefix) }
        noteRouteToPod(place, entry.owner)
    }

    /// Takes a second route out of a place. When the kernel cannot be told which of the two is meant, both go and ours comes back.
    mutating func removeExtra(_ extra: (key: RouteKey, owner: RouteOwner, form: RouteForm), _ batch: inout RouteBatch) {
        defer { installed.hopSets.release(extra.form) }
        let place = extra.key
        func write(_ way: RouteRequests.Way?) {
            batch.requests.remove(place.prefix.prefix, metric: place.metric, way, routeProtocol: extra.owner.rawValue, table: table)
            batch.operations.append(.init(verb: .remove, key: place, owner: extra.owner, form: .strange, isExtra: true))
        }
        if let way = installed.hopSets.way(extra.form), !place.prefix.isV6 || extra.form.kind == .hops { return write(way) }
        write(nil)
        write(nil)
        forgetInstalled(place)
    }

    /// How the requests of a batch ended.
    /// - Parameter refusals: Place in the batch, and what the kernel said; the operation of each is put in here.
    mutating func finish(_ batch: inout RouteBatch, refusals refused: [(position: Int, error: KernelError)]) {
        totals.requests += batch.operations.count
        var next = refused.startIndex
        let isSimple = refused.isEmpty && self.refusals.isEmpty && batch.isPlain
        for position in isSimple ? 0..<0 : batch.operations.indices {
            let operation = batch.operations[position]
            if next < refused.endIndex, refused[next].position == position {
                undo(operation, refused[next].error)
                next += 1
            } else if !operation.isExtra {
                if let metric = operation.previousMetric { followUps.append((RouteKey(operation.key.prefix, metric), operation.owner)) }
                if operation.verb != .remove, !self.refusals.isEmpty { self.refusals[WantKey(operation.key.prefix, operation.owner)] = nil }
                if operation.repairs { tellRepair(operation) }
            }
            if let old = operation.old { installed.hopSets.release(old.form) }
        }
        batch.removeAll()
    }

    private mutating func tellRepair(_ operation: RouteBatch.Operation) {
        guard let cause = causes.removeValue(forKey: WantKey(operation.key.prefix, operation.owner)) else { return }
        totals.repaired += 1
        events.append(.repaired(operation.owner, operation.key.prefix.prefix, cause))
    }

    private mutating func undo(_ operation: RouteBatch.Operation, _ error: KernelError) {
        if operation.verb == .remove {
            guard !operation.isExtra, !error.isAlreadyGone else { return }
            totals.refused += 1
            if let old = operation.old, installed[operation.key] == nil {
                var kept = old
                kept.isClaimed = false
                installed.put(operation.key, kept)
            }
            wantsAudit = true
            return
        }
        let key = WantKey(operation.key.prefix, operation.owner)
        if operation.verb == .replace, error.isAlreadyThere, !operation.key.prefix.isV6 {
            // The very route is there, behind another of ours in the same place.
            if let old = operation.old, old.form.kind != .strange {
                installed.hopSets.retain(old.form)
                extras.append((operation.key, old.owner, old.form))
            }
            if operation.repairs { tellRepair(operation) }
            return
        }
        if let now = installed.remove(operation.key) { installed.hopSets.release(now.form) }
        if let old = operation.old { installed.put(operation.key, old) }
        guard let index = wants.index(forKey: key) else {
            if let metric = operation.previousMetric { followUps.append((RouteKey(operation.key.prefix, metric), operation.owner)) }
            return
        }
        let stillThere = operation.old.map { $0.owner == operation.owner && $0.isClaimed } ?? false
        // Who has the place may be told by an event that was not read yet.
        let isFirst = error.isAlreadyThere && wants.value(at: index)?.isContested == false
        wants.change(at: index) { want in
            want.installed = operation.previousMetric ?? (stillThere ? operation.key.metric : nil)
            want.isContested = isFirst
        }
        if isFirst { return dirty.append(key) }
        if error.isAlreadyThere { wantsAudit = true }
        refuse(key, operation.form, operation.key.metric, code: error.code, error.detail)
    }

    /// Keeps a refusal for the report, and tells it when it is news.
    private mutating func refuse(_ key: WantKey, _ form: RouteForm, _ metric: UInt32, code: Int32, _ detail: String?) {
        let words = KernelError(code: code, operation: "route add \(self.words(key, form, metric))", detail: detail).description
        causes[key] = nil
        guard refusals.updateValue(words, forKey: key) != words else { return }
        totals.refused += 1
        events.append(.refused(key.owner, key.prefix.prefix, words))
    }
}
