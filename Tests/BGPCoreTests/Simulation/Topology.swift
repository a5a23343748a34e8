import BGPCore
import BGPWire

/// Who there is, and who has a session with whom.
struct Topology {
    struct Node {
        var asNumber: ASNumber
        /// Of a route reflector.
        var cluster: UInt32?
    }

    struct Edge {
        var first: Int
        var second: Int
        /// The second is a client of the first.
        var isToClient = false
        /// What the second is to the first, in business.
        var relation = Relation.none
    }

    enum Relation { case none, customer, partner }

    var nodes: [Node] = []
    var edges: [Edge] = []

    mutating func add(_ asNumber: ASNumber, cluster: UInt32? = nil) -> Int {
        nodes.append(Node(asNumber: asNumber, cluster: cluster))
        return nodes.count - 1
    }

    mutating func join(_ first: Int, _ second: Int, toClient: Bool = false, _ relation: Relation = .none) {
        guard first != second, !edges.contains(where: { Set([$0.first, $0.second]) == [first, second] }) else { return }
        edges.append(Edge(first: first, second: second, isToClient: toClient, relation: relation))
    }

    /// Every one with every other.
    mutating func mesh(_ places: [Int]) {
        for (number, place) in places.enumerated() { for other in places.dropFirst(number + 1) { join(place, other) } }
    }

    func isExternal(_ edge: Edge) -> Bool { nodes[edge.first].asNumber != nodes[edge.second].asNumber }
}
