internal import Addresses
internal import BGPWire

/// Messages for members that are at the same point.
extension ExportGroup {
    /// Routes that go into one output, about.
    private static var chunkSize: Int { 2048 }
    /// Destinations looked at for one output of a walk.
    private static var walkSize: Int { 8192 }

    /// The next octets for members whose connections take some; nil when there are none.
    mutating func nextOutput(_ table: inout RouteTable<Prefix>, _ peers: PeerSources, _ attributes: AttributeTable) -> RouteOutput? {
        while let work = nextWork() {
            let output: RouteOutput?
            switch work {
            case .catchUp(let place): output = catchUp(place, &table, peers, attributes)
            case .walk(let start):
                hasWalkedLast = true
                output = walk(from: start, table, peers, attributes)
            case .journal(let start):
                hasWalkedLast = false
                output = readJournal(from: start, &table, peers, attributes)
            }
            if let output { return output }
        }
        return nil
    }

    private enum Work {
        case catchUp(Int)
        case walk(Int)
        case journal(Int)
    }

    /// Where the member is that is furthest behind: those behind catch up with the others, and go on together.
    private func nextWork() -> Work? {
        var walk: Int?
        var position: Int?
        let tail = journal.tail
        for place in members.indices where members[place].isWritable {
            if !members[place].catchUp.isEmpty { return .catchUp(place) }
            if let next = members[place].walk {
                walk = min(walk ?? next, next)
            } else if members[place].cursor < tail {
                position = min(position ?? members[place].cursor, members[place].cursor)
            }
        }
        // In turn: a new peer's walk through a large table does not hold up what changes meanwhile.
        if let walk, position == nil || !hasWalkedLast { return .walk(walk) }
        return position.map { .journal($0) }
    }

    // A walk through the whole table

    private mutating func walk(from start: Int, _ table: RouteTable<Prefix>, _ peers: PeerSources, _ attributes: AttributeTable) -> RouteOutput? {
        buckets.removeAll()
        var readers: [Int] = []
        var limit = min(start + Self.walkSize, table.destinationEnd)
        for place in members.indices where members[place].isWritable && members[place].catchUp.isEmpty {
            guard let next = members[place].walk else { continue }
            if next == start { readers.append(place) } else if next > start { limit = min(limit, next) }
        }
        var position = start
        while position < limit, buckets.count < Self.chunkSize {
            if sendsAllPaths {
                for path in sentPaths(position) { add(position, path.pathID, path.route, .none) }
            } else {
                let route = sent(position)
                if !route.isNone { add(position, 0, route, .none) }
            }
            position += 1
        }
        // What they read is the newest state: of what changes from now on they have heard the state before.
        journal.furthest = journal.tail
        let isEnd = position >= table.destinationEnd
        var encoder = makeEncoder()
        var audience = OutputAudience()
        // The beginning has to come before routes: those who owe it get an output of its own.
        if let beginning = tellBeginning(readers) { return beginning }
        let commonEnd = encode(&encoder, readers, &audience, table, peers, attributes)
        for place in readers {
            members[place].walk = isEnd ? nil : position
        }
        if isEnd { tellEnd(readers, &encoder, &audience) }
        return finish(&encoder, commonEnd: commonEnd, readers, audience)
    }

    private mutating func tellBeginning(_ readers: [Int]) -> RouteOutput? {
        let owing = readers.filter { members[$0].tellsRefresh && !members[$0].hasToldBeginning }
        guard !owing.isEmpty else { return nil }
        var encoder = makeEncoder()
        encoder.append(RouteRefreshMessage(Prefix.family, subtype: .beginning))
        for place in owing { members[place].hasToldBeginning = true }
        return finish(&encoder, commonEnd: encoder.count, owing, OutputAudience())
    }

    /// End-of-RIB after the first walk, the end of the refresh after one that a refresh asked for.
    private mutating func tellEnd(_ readers: [Int], _ encoder: inout UpdateEncoder<Prefix>, _ audience: inout OutputAudience) {
        var start = encoder.count
        for place in readers where members[place].owesEndOfRIB {
            if encoder.count == start { encoder.endOfRIB() }
            audience.add(start..<encoder.count, for: members[place].peer)
            members[place].owesEndOfRIB = false
        }
        start = encoder.count
        for place in readers where members[place].tellsRefresh {
            if encoder.count == start { encoder.append(RouteRefreshMessage(Prefix.family, subtype: .end)) }
            audience.add(start..<encoder.count, for: members[place].peer)
            members[place].tellsRefresh = false
            members[place].hasToldBeginning = false
        }
    }

    // Changes

    private mutating func readJournal(from start: Int, _ table: inout RouteTable<Prefix>, _ peers: PeerSources, _ attributes: AttributeTable)
        -> RouteOutput?
    {
        buckets.removeAll()
        var readers: [Int] = []
        var limit = journal.tail
        for place in members.indices where members[place].isWritable && members[place].walk == nil && members[place].catchUp.isEmpty {
            let cursor = members[place].cursor
            if cursor == start { readers.append(place) } else if cursor > start { limit = min(limit, cursor) }
        }
        var position = start
        while position < limit, buckets.count < Self.chunkSize {
            let entry = journal[position]
            position += 1
            guard entry.destination != 0 else { continue }
            let destination = Int(entry.destination)
            if sendsAllPaths {
                let paths = sentPaths(destination)
                for change in changed(destination) {
                    let route = paths.first { $0.pathID == change.pathID }?.route ?? .none
                    add(destination, change.pathID, route, change.previous)
                }
            } else {
                add(destination, 0, sent(destination), entry.previous)
            }
        }
        for place in readers { members[place].cursor = position }
        if position > journal.furthest { journal.furthest = position }
        var encoder = makeEncoder()
        var audience = OutputAudience()
        let commonEnd = encode(&encoder, readers, &audience, table, peers, attributes)
        trim(&table)
        compactIfNeeded()
        return finish(&encoder, commonEnd: commonEnd, readers, audience)
    }

    // What one member's change of policy left to tell

    private mutating func catchUp(_ place: Int, _ table: inout RouteTable<Prefix>, _ peers: PeerSources, _ attributes: AttributeTable) -> RouteOutput?
    {
        buckets.removeAll()
        while buckets.count < Self.chunkSize, let entry = members[place].catchUp.popLast() {
            let destination = Int(entry.destination)
            let route = sendsAllPaths ? sentPaths(destination).first { $0.pathID == entry.pathID }?.route ?? .none : sent(destination)
            add(destination, entry.pathID, route, .unknown)
        }
        journal.furthest = journal.tail
        var encoder = makeEncoder()
        var audience = OutputAudience()
        let commonEnd = encode(&encoder, [place], &audience, table, peers, attributes)
        for entry in buckets.entries { table.removePending(Int(entry.destination)) }
        return finish(&encoder, commonEnd: commonEnd, [place], audience)
    }

    @inline(__always)
    private mutating func add(_ destination: Int, _ pathID: UInt32, _ route: SentRoute, _ previous: PreviousHolders) {
        buckets.add(ChunkEntry(destination: UInt32(truncatingIfNeeded: destination), pathID: pathID, route: route, previous: previous))
    }

    private func makeEncoder() -> UpdateEncoder<Prefix> { UpdateEncoder(options: rules.encoding, capacity: 8192) }

    private mutating func finish(
        _ encoder: inout UpdateEncoder<Prefix>, commonEnd: Int, _ readers: [Int], _ audience: OutputAudience
    ) -> RouteOutput? {
        let octets = encoder.take()
        guard !octets.isEmpty else { return nil }
        let output = audience.output(octets, commonEnd: commonEnd, readers: readers.map { members[$0].peer })
        return output.peers.isEmpty && output.parts.isEmpty ? nil : output
    }
}
