internal import Addresses
internal import BGPWire

/// Peers of one family that are told the same: their Adj-RIB-Out once, and the changes each has still to hear of.
///
/// Messages are encoded once for all peers that are at the same point. A peer whose connection takes nothing stays behind and costs no memory.
struct ExportGroup<Prefix: TablePrefix>: Sendable {
    let rules: ExportRules
    /// All paths of a destination are sent, not the best alone (RFC 7911).
    let sendsAllPaths: Bool
    var members: [GroupMember] = []
    /// By destination: what the peers are told, or will be once they have read on.
    private(set) var sent: [SentRoute] = []
    /// By destination, where all paths are sent.
    private(set) var sentPaths: [UInt32: [SentPath]] = [:]
    /// Path identifiers that changed since the destination's entry in the journal.
    private(set) var changedPaths: [UInt32: [ChangedPath]] = [:]
    var journal = ChangeJournal()
    var operations = OperationTable()
    var buckets = ChunkBuckets()
    /// Members by address, for next hops that are one of them.
    var memberAt: [IPAddress: UInt32] = [:]
    var counters = RouteCounters()
    /// The last output was of a walk.
    var hasWalkedLast = false

    /// A path identifier and who had its route before.
    struct ChangedPath: Sendable {
        var pathID: UInt32
        var previous: PreviousHolders
    }

    init(rules: ExportRules) {
        self.rules = rules
        sendsAllPaths = rules.encoding.addPath.contains(Prefix.family)
    }

    @inline(__always)
    func sent(_ destination: Int) -> SentRoute { destination < sent.count ? sent[destination] : .none }

    func sentPaths(_ destination: Int) -> [SentPath] { sentPaths[UInt32(truncatingIfNeeded: destination)] ?? [] }

    /// Routes a member is told: all but its own. Walks through the table.
    func sentCount(to peer: UInt32) -> Int {
        guard sendsAllPaths else { return sent.reduce(0) { $0 + ($1.isNone || $1.source == peer ? 0 : 1) } }
        return sentPaths.values.reduce(0) { $0 + $1.count { $0.route.source != peer } }
    }

    // Changes

    /// Takes what the peers are to be told of a destination from now on.
    @inline(__always)
    mutating func set(_ route: SentRoute, of destination: Int, _ table: inout RouteTable<Prefix>, _ attributes: inout AttributeTable) {
        let old = sent(destination)
        guard old != route else { return }
        if destination >= sent.count {
            sent.append(contentsOf: repeatElement(.none, count: max(destination + 1 - sent.count, sent.count)))
        }
        if !route.isNone { attributes.retain(route.attributes) }
        attributes.release(old.attributes)
        sent[destination] = route
        note(destination, previous: old.isNone ? .none : PreviousHolders(allBut: old.source), isGone: route.isNone, &table)
    }

    /// The same where all paths are sent.
    mutating func set(_ paths: [SentPath], of destination: Int, _ table: inout RouteTable<Prefix>, _ attributes: inout AttributeTable) {
        let key = UInt32(truncatingIfNeeded: destination)
        let old = sentPaths[key] ?? []
        guard old != paths else { return }
        var changed = changedPaths[key] ?? []
        func noteChange(_ pathID: UInt32, _ previous: PreviousHolders) {
            if let place = changed.firstIndex(where: { $0.pathID == pathID }) {
                changed[place].previous = .unknown
            } else {
                changed.append(ChangedPath(pathID: pathID, previous: previous))
            }
        }
        for path in paths {
            let before = old.first { $0.pathID == path.pathID }
            if before?.route != path.route { noteChange(path.pathID, before.map { PreviousHolders(allBut: $0.route.source) } ?? .none) }
            attributes.retain(path.route.attributes)
        }
        for path in old {
            if !paths.contains(where: { $0.pathID == path.pathID }) { noteChange(path.pathID, PreviousHolders(allBut: path.route.source)) }
            attributes.release(path.route.attributes)
        }
        sentPaths[key] = paths.isEmpty ? nil : paths
        guard !members.isEmpty else { return }
        changedPaths[key] = changed
        note(destination, previous: .unknown, isGone: false, &table)
    }

    @inline(__always)
    private mutating func note(_ destination: Int, previous: PreviousHolders, isGone: Bool, _ table: inout RouteTable<Prefix>) {
        guard !members.isEmpty else { return }
        let (wasPending, isPending) = journal.note(destination, previous: previous, isGone: isGone)
        if isPending, !wasPending { table.addPending(destination) }
        if wasPending, !isPending { table.removePending(destination) }
    }

    /// Drops what all members have read.
    mutating func trim(_ table: inout RouteTable<Prefix>) {
        var position = journal.tail
        for member in members { position = min(position, member.cursor) }
        guard position > journal.base else { return }
        var changed = changedPaths
        journal.trim(to: position) { destination in
            changed[UInt32(truncatingIfNeeded: destination)] = nil
            table.removePending(destination)
        }
        changedPaths = changed
    }

    func changed(_ destination: Int) -> [ChangedPath] { changedPaths[UInt32(truncatingIfNeeded: destination)] ?? [] }

    // Members

    func place(of peer: UInt32) -> Int? { members.firstIndex { $0.peer == peer } }

    /// Takes a peer in; it is told everything by a walk through the table, unless the caller says otherwise.
    mutating func join(_ peer: UInt32, _ address: IPAddress) {
        members.append(GroupMember(peer: peer, cursor: journal.tail))
        journal.furthest = journal.tail
        memberAt[address] = peer
    }

    mutating func leave(_ peer: UInt32, _ address: IPAddress, _ table: inout RouteTable<Prefix>) {
        guard let place = place(of: peer) else { return }
        for entry in members.remove(at: place).catchUp { table.removePending(Int(entry.destination)) }
        if memberAt[address] == peer { memberAt[address] = nil }
        trim(&table)
    }

    /// Gives back what the group holds on to, before it is dropped.
    mutating func dissolve(_ table: inout RouteTable<Prefix>, _ attributes: inout AttributeTable) {
        journal.trim(to: journal.tail) { table.removePending($0) }
        changedPaths = [:]
        for route in sent { attributes.release(route.attributes) }
        for paths in sentPaths.values {
            for path in paths { attributes.release(path.route.attributes) }
        }
        sent = []
        sentPaths = [:]
    }

    /// Keeps the journal from filling with superseded entries while a member is slow.
    mutating func compactIfNeeded() {
        guard journal.wantsCompaction else { return }
        let order = members.indices.sorted { members[$0].cursor < members[$1].cursor }
        var cursors = order.map { members[$0].cursor }
        journal.compact(&cursors)
        for (place, cursor) in zip(order, cursors) { members[place].cursor = cursor }
    }
}
