import BGPWire
import TestSupport

/// The shapes that are simulated.
extension Topology {
    enum Shape: String {
        case fullMesh, oneReflector, twoReflectorsOfOneCluster, twoClusters, line, ring, randomGraph, providers, islands
    }

    init(_ shape: Shape, _ count: Int, _ random: inout SeededGenerator) {
        switch shape {
        case .fullMesh: mesh((0..<count).map { _ in add(64512) })
        case .oneReflector: addClients(count - 1, of: [add(64512, cluster: 1)])
        case .twoReflectorsOfOneCluster:
            let reflectors = [add(64512, cluster: 1), add(64512, cluster: 1)]
            mesh(reflectors)
            addClients(count - 2, of: reflectors)
        case .twoClusters:
            let reflectors = [add(64512, cluster: 1), add(64512, cluster: 2), add(64512)]
            mesh(reflectors)
            addClients((count - 3) / 2, of: [reflectors[0]])
            addClients(count - 3 - (count - 3) / 2, of: [reflectors[1]])
            // One client is of both clusters.
            join(reflectors[0], count - 1, toClient: true)
        case .line, .ring: addChain(count, isClosed: shape == .ring)
        case .randomGraph: addTree(count, others: count, &random)
        case .providers: addProviders(count, &random)
        case .islands: addIslands(count, &random)
        }
    }

    private mutating func addClients(_ count: Int, of reflectors: [Int]) {
        for _ in 0..<count {
            let client = add(64512)
            for reflector in reflectors { join(reflector, client, toClient: true) }
        }
    }

    private mutating func addChain(_ count: Int, isClosed: Bool) {
        for number in 0..<count {
            let place = add(ASNumber(64512 + UInt32(number)))
            if place > 0 { join(place - 1, place) }
        }
        if isClosed { join(count - 1, 0) }
    }

    /// A random tree of ASes and some more sessions.
    private mutating func addTree(_ count: Int, others: Int, _ random: inout SeededGenerator) {
        for number in 0..<count {
            // Some numbers do not fit into two octets.
            let place = add(ASNumber((number % 3 == 0 ? 4_200_000_000 : 64512) + UInt32(number)))
            if place > 0 { join(Int.random(in: 0..<place, using: &random), place) }
        }
        for _ in 0..<others { join(Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random)) }
    }

    /// Customers of earlier ones, and some partners side by side.
    private mutating func addProviders(_ count: Int, _ random: inout SeededGenerator) {
        for number in 0..<count {
            let place = add(ASNumber(64512 + UInt32(number)))
            guard place >= 3 else {
                for other in 0..<place { join(other, place, .partner) }
                continue
            }
            for _ in 0..<2 { join(Int.random(in: 0..<place, using: &random), place, .customer) }
            if place > 5, random.chance(of: 3) { join(place - 1, place, .partner) }
        }
    }

    /// Five speakers an AS, the first two of which have sessions with other ASes; some ASes with a reflector.
    private mutating func addIslands(_ count: Int, _ random: inout SeededGenerator) {
        var borders: [Int] = []
        for number in 0..<(count / 5) {
            let asNumber = ASNumber(64512 + UInt32(number))
            let places = (0..<5).map { add(asNumber, cluster: number % 2 == 0 && $0 == 4 ? 1 : nil) }
            if number % 2 == 0 { for place in places.dropLast() { join(places[4], place, toClient: true) } } else { mesh(places) }
            if !borders.isEmpty {
                join(random.pick(borders), places[0])
                join(random.pick(borders), places[1])
            }
            borders += places.prefix(2)
        }
    }
}
