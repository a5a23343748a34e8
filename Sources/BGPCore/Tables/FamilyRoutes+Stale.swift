internal import Addresses
internal import BGPWire

/// Routes of peers whose session is gone, and of peers that send theirs anew (RFC 4724, RFC 7313, RFC 9494).
extension FamilyRoutes {
    /// Calls `body` with the place of each path of a peer; it may remove that path.
    private func places(of peer: UInt32) -> [Int] {
        var places: [Int] = []
        places.reserveCapacity(Int(peers[Int(peer)].received))
        var place = peers[Int(peer)].firstPath
        while place != 0 {
            places.append(Int(place))
            place = table.paths[Int(place)].peerNext
        }
        return places
    }

    /// Has all destinations looked at that the peer's routes lead to.
    mutating func markDirty(routesOf peer: UInt32) {
        for place in places(of: peer) { table.markDirty(Int(table.paths[place].destination)) }
    }

    /// Has the destination of a local route looked at, if there is one.
    mutating func markLocalDirty(_ prefix: IPPrefix) {
        guard let prefix = Prefix(prefix), let place = table.path(NLRI(prefix), peer: RoutePath.local) else { return }
        table.markDirty(Int(table.paths[place].destination))
    }

    mutating func removeAll(of peer: UInt32, _ attributes: inout AttributeTable) {
        for place in places(of: peer) { removePath(place, peer, &attributes) }
    }

    /// Marks all of the peer's routes; what is announced again loses the mark.
    mutating func mark(_ flag: RoutePath.Flags, of peer: UInt32) {
        for place in places(of: peer) { table.change(place) { $0.flags.insert(flag) } }
    }

    /// Removes the peer's routes that still have one of the marks.
    mutating func sweep(_ flags: RoutePath.Flags, of peer: UInt32, _ attributes: inout AttributeTable) {
        for place in places(of: peer) where !table.paths[place].flags.isDisjoint(with: flags) { removePath(place, peer, &attributes) }
    }

    /// Stale routes get LLGR_STALE and are the last choice from now on; those with NO_LLGR go (RFC 9494 §4.2).
    mutating func beginLongLived(of peer: UInt32, _ attributes: inout AttributeTable) {
        for place in places(of: peer) where table.paths[place].flags.contains(.stale) {
            let path = table.paths[place]
            guard !path.effective.isNone else { continue }
            let marks = attributes.marks(path.effective)
            if marks.contains(.noLongLived) || attributes.marks(path.received).contains(.noLongLived) {
                removePath(place, peer, &attributes)
                continue
            }
            guard !marks.contains(.longLivedStale) else { continue }
            var changed = attributes.attributes(path.effective)
            changed.communities.append(.llgrStale)
            let handle = attributes.make(changed, Prefix.family)
            attributes.retain(handle)
            attributes.release(path.effective)
            table.change(place) { path in
                path.effective = handle
                path.flags.insert(.longLived)
            }
            table.markDirty(Int(path.destination))
        }
    }

    /// Applies new import rules to what the peer has sent.
    mutating func reimport(of peer: UInt32, _ intake: RouteIntake, _ attributes: inout AttributeTable) {
        for place in places(of: peer) {
            let path = table.paths[place]
            let prefix = table.destinations[Int(path.destination)].prefix
            let handle =
                isRefused(path.received, intake, &attributes) ? .none : filtered(path.received, prefix, intake, &attributes)
            guard handle != path.effective else { continue }
            if !handle.isNone { attributes.retain(handle) }
            attributes.release(path.effective)
            table.change(place) { path in
                path.effective = handle
                if handle.isNone { path.flags.insert(.rejected) } else { path.flags.remove(.rejected) }
            }
            table.markDirty(Int(path.destination))
        }
    }
}
