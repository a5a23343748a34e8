import BGPWire
import TestSupport
import Testing

@testable import BGPCore

/// The tables' structures, each against a plain model with random operations.
@Suite struct StructureTests {
    @Test(arguments: [1, 2, 3])
    func prefixIndexFindsWhatIsThere(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var index = PrefixIndex()
        var hashes: [Int: UInt64] = [:]
        for _ in 0..<20_000 {
            let number = Int.random(in: 0..<3000, using: &random)
            if let hash = hashes[number], Bool.random(using: &random) {
                index.remove(number, hash) { hashes[$0] ?? 0 }
                hashes[number] = nil
            } else if hashes[number] == nil {
                // Few different hashes: they collide, in part and as a whole.
                let hash = UInt64.random(in: 0..<64, using: &random) << 32 | UInt64.random(in: 0..<512, using: &random)
                hashes[number] = hash
                index.insert(number, hash) { hashes[$0] ?? 0 }
            }
            #expect(index.count == hashes.count)
        }
        for number in 0..<3000 {
            let found = hashes[number].flatMap { hash in index.find(hash) { $0 == number } }
            #expect(found == (hashes[number] == nil ? nil : number))
        }
    }

    /// Readers at different paces end with the newest state of everything that changed, and the journal stays short.
    @Test(arguments: [1, 2, 3, 4])
    func journalTellsEveryReaderTheNewestState(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var journal = ChangeJournal()
        var state: [Int: Int] = [:]
        var cursors = [0, 0, 0]
        var seen: [[Int: Int]] = [[:], [:], [:]]
        func read(_ reader: Int, _ count: Int) {
            var left = count
            while left > 0, cursors[reader] < journal.tail {
                left -= 1
                let destination = Int(journal[cursors[reader]].destination)
                cursors[reader] += 1
                if destination != 0 { seen[reader][destination] = state[destination] }
            }
            journal.furthest = max(journal.furthest, cursors[reader])
            journal.trim(to: cursors.min() ?? 0) { _ in }
        }
        for step in 0..<60_000 {
            let destination = Int.random(in: 1...400, using: &random)
            let had = state[destination] != nil
            let isGone = had && Bool.random(using: &random)
            state[destination] = isGone ? nil : step
            _ = journal.note(destination, previous: had ? .unknown : .none, isGone: isGone)
            if Int.random(in: 0..<3, using: &random) == 0 { read(Int.random(in: 0..<2, using: &random), 5) }
            if step % 20_000 == 19_999 { read(2, 100) }
            if journal.wantsCompaction {
                let order = cursors.indices.sorted { cursors[$0] < cursors[$1] }
                var positions = order.map { cursors[$0] }
                journal.compact(&positions)
                for (reader, position) in zip(order, positions) { cursors[reader] = position }
                #expect(journal.tail - journal.base <= 400)
            }
            #expect(journal.tail - journal.base <= 8192 + 400)
        }
        for reader in cursors.indices {
            read(reader, .max)
            #expect(cursors[reader] == journal.tail)
            // What was never mentioned to a reader was never there for it either.
            #expect(seen[reader].filter { state[$0.key] != $0.value } == [:])
            #expect(state.keys.allSatisfy { seen[reader][$0] == state[$0] })
        }
        #expect(journal.isEmpty)
    }

    @Test func journalKeepsWhoHadARouteBeforeAnUnreadChange() {
        var journal = ChangeJournal()
        _ = journal.note(1, previous: PreviousHolders(allBut: 5), isGone: false)
        _ = journal.note(1, previous: PreviousHolders(allBut: 6), isGone: false)
        #expect(journal[journal.tail - 1].previous == PreviousHolders(allBut: 5))
        journal.furthest = journal.tail
        _ = journal.note(1, previous: PreviousHolders(allBut: 7), isGone: false)
        #expect(journal[journal.tail - 1].previous == .unknown)
    }

    @Test func setsOfAttributesAreKeptOnceAndGoWithTheirLastRoute() throws {
        var table = AttributeTable(seed: 3)
        let external = table.origin(of: DecodingOptions(peer: .external))
        let inside = table.origin(of: DecodingOptions(peer: .internal))
        #expect(external != inside)
        #expect(table.origin(of: DecodingOptions(peer: .external)) == external)
        var handles: [AttributeHandle] = []
        for number in 0..<200 {
            let attributes = PathAttributes(asPath: ASPath([ASNumber(UInt32(number + 1))]), nextHop: NextHop(MirrorPeer(0, as: 1).address))
            let block = AttributeBlock(attributes.canonicalList(.ipv4Unicast)[...], seed: 3)
            #expect(table.find(block, external).isNone)
            let handle = table.insert(block, attributes, external)
            table.retain(handle)
            #expect(table.find(block, external) == handle)
            #expect(table.find(block, inside).isNone, "the same octets mean something else from another kind of peer")
            #expect(table.attributes(handle) == attributes)
            handles.append(handle)
        }
        #expect(table.count == 200)
        for handle in handles.shuffled() { table.release(handle) }
        #expect(table.count == 0)
        let made = table.make(PathAttributes(), .ipv4Unicast)
        #expect(table.make(PathAttributes(), .ipv4Unicast) == made)
        #expect(table.attributes(made).nextHop == nil)
        table.releaseUnused(made)
        #expect(table.count == 0)
    }

    @Test(arguments: [1, 2, 3])
    func routeTableChainsPathsByPrefixAndByPeer(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = RouteTable<IPv6Prefix>(seed: seed)
        var first = [UInt32](repeating: 0, count: 5)
        var model: [[NLRI<IPv6Prefix>]] = Array(repeating: [], count: 5)
        for _ in 0..<20_000 {
            let peer = Int.random(in: 0..<5, using: &random)
            let prefix = IPv6Prefix(high: UInt64.random(in: 0..<60, using: &random) << 16, low: 0, length: 48)
            let nlri = NLRI(prefix, pathID: UInt32.random(in: 0..<2, using: &random))
            if Bool.random(using: &random) {
                let (place, isNew) = table.pathOrNew(nlri, peer: UInt32(peer))
                #expect(isNew == !model[peer].contains(nlri))
                guard isNew else { continue }
                table.link(place, first: &first[peer])
                model[peer].append(nlri)
            } else {
                let place = table.path(nlri, peer: UInt32(peer))
                #expect((place != nil) == model[peer].contains(nlri))
                guard let place else { continue }
                let destination = Int(table.paths[place].destination)
                table.unlink(place, first: &first[peer])
                table.remove(place)
                table.forgetIfUnused(destination)
                model[peer].removeAll { $0 == nlri }
            }
        }
        for peer in 0..<5 {
            var place = Int(first[peer])
            var found: Set<NLRI<IPv6Prefix>> = []
            while place != 0 {
                let path = table.paths[place]
                found.insert(NLRI(table.destinations[Int(path.destination)].prefix, pathID: path.remoteID))
                place = Int(path.peerNext)
            }
            #expect(found == Set(model[peer]))
        }
        #expect(table.pathCount == model.reduce(0) { $0 + $1.count })
        #expect(table.destinationCount == Set(model.flatMap { $0 }.map(\.prefix)).count)
    }
}
