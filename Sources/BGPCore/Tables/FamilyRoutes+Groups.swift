internal import Addresses
internal import BGPWire

/// Peers coming into groups, going, and changing from one to another.
extension FamilyRoutes {
    /// The group with these rules, made and filled when there is none.
    private mutating func group(_ rules: ExportRules, _ attributes: inout AttributeTable, _ sources: PeerSources) -> Int {
        if let known = groupNumbers[rules] { return known }
        let number = groups.firstIndex { $0 == nil } ?? groups.count
        if number == groups.count { groups.append(nil) }
        groups[number] = ExportGroup(rules: rules)
        groupNumbers[rules] = number
        fill(number, &attributes, sources)
        return number
    }

    /// Begins to tell a peer whose session is up.
    mutating func join(
        _ peer: UInt32, _ address: IPAddress, _ rules: ExportRules, _ attributes: inout AttributeTable, _ sources: PeerSources
    ) {
        let number = group(rules, &attributes, sources)
        groups[number]?.join(peer, address)
        peers[Int(peer)].group = number
    }

    mutating func leave(_ peer: UInt32, _ address: IPAddress, _ attributes: inout AttributeTable) {
        guard let number = peers[Int(peer)].group else { return }
        peers[Int(peer)].group = nil
        groups[number]?.leave(peer, address, &table)
        dissolveIfEmpty(number, &attributes)
    }

    private mutating func dissolveIfEmpty(_ number: Int, _ attributes: inout AttributeTable) {
        guard let group = groups[number], group.members.isEmpty else { return }
        groups[number]?.dissolve(&table, &attributes)
        groupNumbers[group.rules] = nil
        countersBefore.add(group.counters)
        groups[number] = nil
    }

    /// Moves a peer to a group with other rules and has it told what differs, and nothing else.
    mutating func move(
        _ peer: UInt32, _ address: IPAddress, to rules: ExportRules, _ attributes: inout AttributeTable, _ sources: PeerSources
    ) {
        guard let old = peers[Int(peer)].group, let before = groups[old], before.rules != rules else { return }
        guard let place = before.place(of: peer) else { return }
        let member = before.members[place]
        let number = group(rules, &attributes, sources)
        groups[number]?.join(peer, address)
        peers[Int(peer)].group = number
        guard let after = groups[number], let newPlace = after.place(of: peer) else { return }
        var moved = after.members[newPlace]
        moved.isWritable = member.isWritable
        moved.tellsRefresh = member.tellsRefresh
        moved.hasToldBeginning = member.hasToldBeginning
        moved.owesEndOfRIB = member.owesEndOfRIB
        // What it was still owed from an earlier move comes along. Each entry keeps its destination from being forgotten.
        let owed = Set(member.catchUp)
        let added = differences(before, after, member).filter { !owed.contains($0) }
        for entry in added { table.addPending(Int(entry.destination)) }
        moved.catchUp = member.catchUp + added
        groups[old]?.members[place].catchUp = []
        // A walk that was under way goes on with the new rules, from its beginning.
        moved.walk = member.walk == nil ? nil : 0
        groups[number]?.members[newPlace] = moved
        groups[old]?.leave(peer, address, &table)
        dissolveIfEmpty(old, &attributes)
    }

    /// Destinations of which a peer was told something else by one group than it is to be told by the other.
    private func differences(
        _ before: ExportGroup<Prefix>, _ after: ExportGroup<Prefix>, _ member: GroupMember
    ) -> [GroupMember.CatchUp] {
        let rewritesAlike = before.rules.rewritesLike(after.rules)
        func isSame(_ old: SentRoute, _ new: SentRoute) -> Bool {
            let (wasTold, isTold) = (!old.isNone && old.source != member.peer, !new.isNone && new.source != member.peer)
            guard wasTold, isTold else { return wasTold == isTold }
            return rewritesAlike && old.attributes == new.attributes && old.source == new.source
                && before.operations.operations(old.operations) == after.operations.operations(new.operations)
        }
        var changed: [GroupMember.CatchUp] = []
        for destination in 1..<max(table.destinationEnd, 1) where table.destinations[destination].isUsed {
            let number = UInt32(truncatingIfNeeded: destination)
            // What it had not read yet is not what it was told.
            let isUnread = before.journal.isPending(destination)
            if before.sendsAllPaths {
                let (old, new) = (before.sentPaths(destination), after.sentPaths(destination))
                let unread = isUnread ? before.changed(destination).map(\.pathID) : []
                for pathID in Set(old.map(\.pathID) + new.map(\.pathID) + unread).sorted() {
                    let one = old.first { $0.pathID == pathID }?.route ?? .none
                    let other = new.first { $0.pathID == pathID }?.route ?? .none
                    if unread.contains(pathID) || !isSame(one, other) {
                        changed.append(GroupMember.CatchUp(destination: number, pathID: pathID))
                    }
                }
            } else if isUnread || !isSame(before.sent(destination), after.sent(destination)) {
                changed.append(GroupMember.CatchUp(destination: number, pathID: 0))
            }
        }
        return changed
    }

    /// Of all groups there are and were.
    var counters: RouteCounters {
        var sum = countersBefore
        for case let group? in groups { sum.add(group.counters) }
        return sum
    }

    // Messages out

    /// The next output of any group, in turn; nil when no peer that takes octets has anything to be told.
    mutating func nextOutput(_ attributes: AttributeTable, _ sources: PeerSources) -> RouteOutput? {
        guard !isDeferred else { return nil }
        for _ in groups.indices {
            if turn >= groups.count { turn = 0 }
            if let output = groups[turn]?.nextOutput(&table, sources, attributes) {
                turn += 1
                return output
            }
            turn += 1
        }
        return nil
    }

    mutating func setWritable(_ peer: UInt32, _ isWritable: Bool) {
        guard Int(peer) < peers.count, let number = peers[Int(peer)].group, let place = groups[number]?.place(of: peer) else { return }
        groups[number]?.members[place].isWritable = isWritable
    }

    /// Tells a peer everything again (RFC 2918), with beginning and end when both sides do so (RFC 7313).
    mutating func refresh(_ peer: UInt32, isEnhanced: Bool) {
        guard let number = peers[Int(peer)].group, let place = groups[number]?.place(of: peer) else { return }
        groups[number]?.members[place].walk = 0
        groups[number]?.members[place].tellsRefresh = isEnhanced
        groups[number]?.members[place].hasToldBeginning = false
    }
}

/// Sessions coming up and going.
extension FamilyRoutes {
    mutating func begin(
        _ peer: UInt32, _ address: IPAddress, _ intake: RouteIntake, _ rules: ExportRules, _ attributes: inout AttributeTable,
        _ sources: PeerSources
    ) {
        peers[Int(peer)].intake = intake
        peers[Int(peer)].hasWarned = false
        peers[Int(peer)].isOverLimit = false
        join(peer, address, rules, &attributes, sources)
    }

    mutating func end(_ peer: UInt32, _ address: IPAddress, retains: Bool, _ attributes: inout AttributeTable) {
        leave(peer, address, &attributes)
        peers[Int(peer)].intake = nil
        if retains { mark(.stale, of: peer) } else { removeAll(of: peer, &attributes) }
    }
}
