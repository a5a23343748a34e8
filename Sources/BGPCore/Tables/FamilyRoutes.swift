internal import BGPWire

/// Everything of one family: its table, and the groups of peers that are told of it.
struct FamilyRoutes<Prefix: TablePrefix>: Sendable {
    var table: RouteTable<Prefix>
    var groups: [ExportGroup<Prefix>?] = []
    var groupNumbers: [ExportRules: Int] = [:]
    /// What groups that are gone had counted.
    var countersBefore = RouteCounters()
    /// By peer number.
    var peers: [FamilyPeer] = []
    /// The first path of this speaker's own, 0 for none.
    var firstLocal: UInt32 = 0
    /// Nothing is sent: this speaker restarts and collects routes first (RFC 4724 §4.1).
    var isDeferred = false
    /// The group whose turn it is.
    var turn = 0

    /// What whoever forwards packets has to hear; nil when nobody does.
    var forwarding: ForwardingFeed?

    init(seed: UInt64, forwards: Bool) {
        table = RouteTable(seed: seed)
        if forwards { forwarding = ForwardingFeed() }
    }

    mutating func addPeer(_ peer: UInt32) {
        while Int(peer) >= peers.count { peers.append(FamilyPeer()) }
        peers[Int(peer)] = FamilyPeer()
    }

    // Routes in

    /// Takes routes of a peer that share a set of attributes.
    ///
    /// - Returns: Whether more came than its limit allows.
    mutating func announce(
        _ routes: NLRIBlock, _ handle: AttributeHandle, from peer: UInt32, _ attributes: inout AttributeTable, _ events: inout [RouteEvent]
    ) {
        guard let intake = peers[Int(peer)].intake else { return }
        let isLoop = isRefused(handle, intake, &attributes)
        let isSimple = isLoop || intake.rules.filters.isTrivial
        let simple = isLoop ? AttributeHandle.none : handle
        routes.entries(of: Prefix.self).forEach { nlri in
            let (place, isNew) = table.pathOrNew(nlri, peer: peer)
            if isNew {
                guard admit(place, peer, &events) else { return }
            }
            let effective = isSimple ? simple : filtered(handle, nlri.prefix, intake, &attributes)
            store(place, handle, effective, &attributes)
        }
    }

    /// The set as import filters leave it for a prefix; none when they refuse it.
    func filtered(_ handle: AttributeHandle, _ prefix: Prefix, _ intake: RouteIntake, _ attributes: inout AttributeTable) -> AttributeHandle {
        var decoded: PathAttributes?
        let verdict = intake.rules.filters.verdict(prefix, source: intake.source, peerIsExternal: !(intake.source.role?.isInternal ?? false)) {
            if let decoded { return decoded }
            let new = attributes.attributes(handle)
            decoded = new
            return new
        }
        switch verdict {
        case .reject: return .none
        case .accept(let operations):
            guard !operations.isEmpty else { return handle }
            var changed = decoded ?? attributes.attributes(handle)
            for operation in operations { operation.apply(to: &changed) }
            return attributes.make(changed, Prefix.family)
        }
    }

    /// Whether the attributes alone make the route unusable: loops (RFC 4271 §9.1.2, RFC 4456 §8).
    func isRefused(_ handle: AttributeHandle, _ intake: RouteIntake, _ attributes: inout AttributeTable) -> Bool {
        if let known = attributes.knownRejection(handle, rules: intake.number) { return known }
        let isRefused = intake.rules.rejection(of: attributes.attributes(handle)) != nil
        attributes.note(rejected: isRefused, handle, rules: intake.number)
        return isRefused
    }

    /// Puts new attributes on a path, and has its destination looked at if that changes anything.
    @inline(__always)
    private mutating func store(_ place: Int, _ received: AttributeHandle, _ effective: AttributeHandle, _ attributes: inout AttributeTable) {
        let old = table.paths[place]
        if old.received != received {
            attributes.retain(received)
            attributes.release(old.received)
        }
        if old.effective != effective {
            if !effective.isNone { attributes.retain(effective) }
            attributes.release(old.effective)
        }
        table.change(place) { path in
            path.received = received
            path.effective = effective
            path.flags = effective.isNone ? .rejected : []
        }
        if old.effective != effective { table.markDirty(Int(old.destination)) }
    }

    /// Counts a new path; false when the peer's limit refuses it, and it is gone again.
    private mutating func admit(_ place: Int, _ peer: UInt32, _ events: inout [RouteEvent]) -> Bool {
        let index = Int(peer)
        let count = peers[index].received + 1
        if let limit = peers[index].limit, !within(limit, count, index, &events) {
            let destination = Int(table.paths[place].destination)
            table.remove(place)
            table.forgetIfUnused(destination)
            return false
        }
        peers[index].received = count
        table.link(place, first: &peers[index].firstPath)
        return true
    }

    private mutating func within(_ limit: MaximumPrefixes, _ count: UInt32, _ index: Int, _ events: inout [RouteEvent]) -> Bool {
        let peer = PeerIndex(UInt32(truncatingIfNeeded: index))
        if !peers[index].hasWarned, UInt64(count) * 100 >= UInt64(limit.limit) * UInt64(limit.warningPercent) {
            peers[index].hasWarned = true
            events.append(.prefixWarning(peer, Prefix.family, count: count, limit: limit.limit))
        }
        guard count > limit.limit else { return true }
        if !peers[index].isOverLimit {
            peers[index].isOverLimit = true
            events.append(.prefixLimit(peer, Prefix.family, limit))
        }
        return limit.action == .warn
    }

    mutating func withdraw(_ routes: NLRIBlock, from peer: UInt32, _ attributes: inout AttributeTable) {
        routes.entries(of: Prefix.self).forEach { nlri in
            if let place = table.path(nlri, peer: peer) { removePath(place, peer, &attributes) }
        }
    }

    /// Takes a peer's path away.
    mutating func removePath(_ place: Int, _ peer: UInt32, _ attributes: inout AttributeTable) {
        let path = table.paths[place]
        table.unlink(place, first: &peers[Int(peer)].firstPath)
        peers[Int(peer)].received -= 1
        attributes.release(path.received)
        attributes.release(path.effective)
        table.remove(place)
        table.markDirty(Int(path.destination))
    }

    // Local routes

    mutating func originate(_ prefix: Prefix, _ handle: AttributeHandle, _ attributes: inout AttributeTable) {
        let (place, isNew) = table.pathOrNew(NLRI(prefix), peer: RoutePath.local)
        if isNew { table.link(place, first: &firstLocal) }
        store(place, handle, handle, &attributes)
    }

    mutating func withdrawLocal(_ prefix: Prefix, _ attributes: inout AttributeTable) {
        guard let place = table.path(NLRI(prefix), peer: RoutePath.local) else { return }
        let path = table.paths[place]
        table.unlink(place, first: &firstLocal)
        attributes.release(path.received)
        attributes.release(path.effective)
        table.remove(place)
        table.markDirty(Int(path.destination))
    }
}
