internal import BGPWire

/// Destinations of one family and all paths to them: Adj-RIB-In and Loc-RIB in one (RFC 4271 §3.2).
///
/// Paths are in one array, chained by destination and by peer, so that both what a peer told and what leads somewhere is found without a search.
/// Place 0 of each array is nobody's.
struct RouteTable<Prefix: TablePrefix>: Sendable {
    private(set) var destinations = [Destination<Prefix>(prefix: .zero, isUsed: false)]
    private(set) var paths: [RoutePath]
    private var index = PrefixIndex()
    private var freePath: UInt32 = 0
    private var freeDestinations: [UInt32] = []
    /// Destinations to look at, each once.
    private var dirty: [UInt32] = []
    private var dirtyStart = 0
    private var arrivals: UInt32 = 0
    private(set) var pathCount = 0
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        paths = [RoutePath(peer: 0, received: .none, effective: .none, remoteID: 0, destination: 0, arrival: 0)]
    }

    /// Destinations with paths, or still to be withdrawn somewhere.
    var destinationCount: Int { index.count }

    /// The number past the last destination's.
    var destinationEnd: Int { destinations.count }

    // Destinations

    @inline(__always)
    func find(_ prefix: Prefix) -> Int? {
        index.find(prefix.tableHash(seed)) { destinations[$0].prefix == prefix }
    }

    @inline(__always)
    private mutating func findOrInsert(_ prefix: Prefix) -> Int {
        let hash = prefix.tableHash(seed)
        if let known = index.find(hash, { destinations[$0].prefix == prefix }) { return known }
        let number: Int
        if let free = freeDestinations.popLast() {
            number = Int(free)
            destinations[number] = Destination(prefix: prefix)
        } else {
            number = destinations.count
            destinations.append(Destination(prefix: prefix))
        }
        index.insert(number, hash) { destinations[$0].prefix.tableHash(seed) }
        return number
    }

    /// Forgets a destination without paths, once nobody has to be told about it.
    private mutating func forget(_ number: Int) {
        index.remove(number, destinations[number].prefix.tableHash(seed)) { destinations[$0].prefix.tableHash(seed) }
        destinations[number] = Destination(prefix: .zero, isUsed: false)
        freeDestinations.append(UInt32(truncatingIfNeeded: number))
    }

    /// Forgets the destination if nothing is left of it.
    mutating func forgetIfUnused(_ number: Int) {
        let destination = destinations[number]
        guard destination.isUsed, destination.firstPath == 0, !destination.isDirty, destination.pendingGroups == 0 else { return }
        forget(number)
    }

    mutating func setBest(_ path: UInt32, of number: Int) { destinations[number].best = path }

    mutating func addPending(_ number: Int) { destinations[number].pendingGroups &+= 1 }

    /// A group has told all its peers.
    mutating func removePending(_ number: Int) {
        destinations[number].pendingGroups &-= 1
        forgetIfUnused(number)
    }

    // What changed

    mutating func markDirty(_ number: Int) {
        guard !destinations[number].isDirty else { return }
        destinations[number].isDirty = true
        dirty.append(UInt32(truncatingIfNeeded: number))
    }

    /// The next destination to look at. It stays marked, and so is not forgotten, until ``settle(_:)``.
    mutating func takeDirty() -> Int? {
        guard dirtyStart < dirty.count else { return nil }
        let number = Int(dirty[dirtyStart])
        dirtyStart += 1
        if dirtyStart == dirty.count {
            dirty.removeAll(keepingCapacity: dirty.capacity <= 16384)
            dirtyStart = 0
        } else if dirtyStart > 16384, dirtyStart * 2 > dirty.count {
            dirty.removeFirst(dirtyStart)
            dirtyStart = 0
        }
        return number
    }

    /// Every group has been told of a destination that was taken.
    mutating func settle(_ number: Int) {
        destinations[number].isDirty = false
        forgetIfUnused(number)
    }

    var hasDirty: Bool { dirtyStart < dirty.count }

    // Paths

    /// The peer's path to the prefix.
    func path(_ nlri: NLRI<Prefix>, peer: UInt32) -> Int? {
        guard let number = find(nlri.prefix) else { return nil }
        return path(of: number, peer: peer, remoteID: nlri.pathID)
    }

    @inline(__always)
    private func path(of number: Int, peer: UInt32, remoteID: UInt32) -> Int? {
        var place = destinations[number].firstPath
        while place != 0 {
            let path = paths[Int(place)]
            if path.peer == peer, path.remoteID == remoteID { return Int(place) }
            place = path.next
        }
        return nil
    }

    /// The peer's path to the prefix, made anew when there is none; its handles are none then, and it is in no peer's list yet.
    mutating func pathOrNew(_ nlri: NLRI<Prefix>, peer: UInt32) -> (place: Int, isNew: Bool) {
        let number = findOrInsert(nlri.prefix)
        if let known = path(of: number, peer: peer, remoteID: nlri.pathID) { return (known, false) }
        var path = RoutePath(
            peer: peer, received: .none, effective: .none, remoteID: nlri.pathID, destination: UInt32(truncatingIfNeeded: number),
            next: destinations[number].firstPath, arrival: arrivals)
        arrivals &+= 1
        let place: Int
        if freePath != 0 {
            place = Int(freePath)
            freePath = paths[place].next
            path.next = destinations[number].firstPath
            paths[place] = path
        } else {
            place = paths.count
            paths.append(path)
        }
        destinations[number].firstPath = UInt32(truncatingIfNeeded: place)
        pathCount += 1
        return (place, true)
    }

    @inline(__always)
    mutating func change(_ place: Int, _ body: (inout RoutePath) -> Void) { body(&paths[place]) }

    /// Takes a path out of its destination, which is not forgotten yet. The caller has taken it out of the peer's list.
    mutating func remove(_ place: Int) {
        let number = Int(paths[place].destination)
        let next = paths[place].next
        if destinations[number].firstPath == UInt32(truncatingIfNeeded: place) {
            destinations[number].firstPath = next
        } else {
            var before = Int(destinations[number].firstPath)
            while paths[before].next != UInt32(truncatingIfNeeded: place) { before = Int(paths[before].next) }
            paths[before].next = next
        }
        if destinations[number].best == UInt32(truncatingIfNeeded: place) { destinations[number].best = 0 }
        paths[place].next = freePath
        paths[place].received = .none
        paths[place].effective = .none
        freePath = UInt32(truncatingIfNeeded: place)
        pathCount -= 1
    }

    /// Puts a path into the list of its peer's, which begins with `first`.
    mutating func link(_ place: Int, first: inout UInt32) {
        paths[place].peerNext = first
        paths[place].peerPrevious = 0
        if first != 0 { paths[Int(first)].peerPrevious = UInt32(truncatingIfNeeded: place) }
        first = UInt32(truncatingIfNeeded: place)
    }

    /// Takes a path out of the list of its peer's.
    mutating func unlink(_ place: Int, first: inout UInt32) {
        let (next, previous) = (paths[place].peerNext, paths[place].peerPrevious)
        if previous == 0 { first = next } else { paths[Int(previous)].peerNext = next }
        if next != 0 { paths[Int(next)].peerPrevious = previous }
    }

    /// Calls `body` with each path of a destination.
    @inline(__always)
    func forEachPath(of number: Int, _ body: (Int, RoutePath) -> Void) {
        var place = destinations[number].firstPath
        while place != 0 {
            let path = paths[Int(place)]
            body(Int(place), path)
            place = path.next
        }
    }
}
