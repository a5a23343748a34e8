import Addresses
import BGPPlan
import BGPWire
import Model
import Testing

@Suite struct ReflectorPlanTests {
    static let zone = ReflectorPlan.defaultZoneLabel
    static func nodes(_ count: Int, zones: Int = 0) -> [TestResource] {
        (1...count).map { R.node("node-\($0)", "10.0.0.\($0)/24", nil, zones > 0 ? [zone: "z\($0 % zones)"] : [:]) }
    }

    struct Choice: Sendable, CustomTestStringConvertible {
        let name: String
        let resources: [TestResource]
        var count = 2
        let reflectors: [String]
        var warnings = 0
        var testDescription: String { name }
    }

    @Test(arguments: [
        Choice(name: "one zone", resources: nodes(5), reflectors: ["node-1 244.0.0.1", "node-2 244.0.0.1"]),
        Choice(
            name: "one of each zone", resources: nodes(6, zones: 3), count: 1,
            reflectors: ["node-3 244.0.0.1", "node-1 244.0.0.2", "node-2 244.0.0.3"], warnings: 3),
        Choice(name: "fewer nodes than asked for", resources: nodes(2), count: 9, reflectors: ["node-1 244.0.0.1", "node-2 244.0.0.1"]),
        Choice(
            name: "reflectors that are there", resources: nodes(4) + [R.node("rr", "10.0.0.9/24", cluster: "10.7.7.7")],
            reflectors: ["node-1 10.7.7.7", "rr 10.7.7.7"]),
        Choice(
            name: "and those with the label", resources: nodes(4) + [R.node("x", "10.0.0.9/24", nil, ["route-reflector": "true"])],
            reflectors: ["node-1 244.0.0.1", "x 244.0.0.1"]),
        Choice(
            name: "a cluster id that is taken", resources: nodes(2, zones: 2) + [R.node("x", "10.0.0.9/24", nil, cluster: "244.0.0.1", [zone: "z1"])],
            count: 1,
            reflectors: ["node-2 244.0.0.2", "x 244.0.0.1"], warnings: 1),
        Choice(name: "nodes without address are none", resources: [R.node("a")] + nodes(2), count: 1, reflectors: ["node-1 244.0.0.1"], warnings: 1),
        Choice(
            name: "zones that share a cluster id",
            resources: nodes(2, zones: 2) + [
                R.node("x", "10.0.0.8/24", cluster: "10.7.7.7", [zone: "z0"]), R.node("y", "10.0.0.9/24", cluster: "10.7.7.7", [zone: "z1"]),
            ], count: 1, reflectors: ["x 10.7.7.7", "y 10.7.7.7"], warnings: 3),
        Choice(
            name: "two autonomous systems", resources: nodes(2) + [R.node("x", "10.0.0.9/24", as: 65001)],
            reflectors: ["node-1 244.0.0.1", "node-2 244.0.0.1"],
            warnings: 1),
    ])
    func choice(_ row: Choice) throws {
        let plan = try ReflectorPlan(ClusterView(row.resources), count: row.count)
        #expect(plan.reflectors.map { "\($0.node) \($0.clusterID)" } == row.reflectors)
        #expect(plan.warnings.count == row.warnings, "\(plan.warnings)")
    }

    @Test func names() throws {
        let plan = try ReflectorPlan(ClusterView(Self.nodes(5)), names: ["node-4", "node-2"])
        #expect(plan.reflectors.map(\.node) == ["node-2", "node-4"])
    }

    @Test func impossible() {
        let view = ClusterView(Self.nodes(4, zones: 2) + [R.node("bare")])
        func words(_ make: () throws -> ReflectorPlan) -> String {
            do {
                return "a plan: \(try make().reflectors)"
            } catch { return "\(error)" }
        }
        #expect(words { try ReflectorPlan(view, count: 0) } == "asked for 0 reflectors in each zone; at least 1 is needed")
        #expect(words { try ReflectorPlan(view, names: []) } == "asked for no reflectors; name at least one node")
        #expect(words { try ReflectorPlan(view, names: ["x"]) } == "there is no node x")
        #expect(words { try ReflectorPlan(view, names: ["bare"]) } == "node bare has no BGP address: it cannot be a reflector")
        #expect(words { try ReflectorPlan(view, names: ["node-1"]) } == "none of the reflectors is in zone z0, which has 2 nodes; name one there")
        #expect(words { try ReflectorPlan(ClusterView()) } == "none of the 0 nodes has a BGP address: there is nobody to be a reflector")
    }

    /// Step by step, with or without zones: every node keeps a way to every other one, no session is made anew, and when all is done there is
    /// nothing more to do.
    @Test(arguments: [0, 2, 3], ["{}", #"{"nodeMeshPassword": {"secretKeyRef": {"name": "s", "key": "k"}}, "nodeMeshMaxRestartTime": "60s"}"#])
    func steps(_ zones: Int, _ settings: String) throws {
        var view = ClusterView(Self.nodes(9, zones: zones) + [R.configuration(settings)])
        let plan = try ReflectorPlan(view)
        #expect(plan.steps.map(\.stage) == [.sessions, .clusterIDs, .meshOff])
        var before = ClusterPlan(view).plans
        for (number, step) in plan.steps.enumerated() {
            for resource in step.resources {
                var inspection = Inspection(.typed)
                let checked = AnyResource(inspecting: resource.json, as: resource.kind, &inspection)
                #expect(inspection.violations.isEmpty, "\(resource.identity): \(inspection.violations)")
                view.put(try #require(checked))
            }
            let after = ClusterPlan(view)
            #expect(!after.peerings.contains { $0.isOneSided })
            for (name, new) in after.plans {
                let difference = new.difference(from: before[name])
                for change in difference.changes.values { #expect(change.isDisjoint(with: [.connection, .timers]), "step \(number + 1), \(name)") }
                if number == 0 { #expect(difference.removed.isEmpty) }
                if number == 2 { #expect(difference.added.isEmpty && difference.changed.isEmpty) }
            }
            #expect(Self.isConnected(after.plans))
            before = after.plans
            let rest = try ReflectorPlan(view)
            #expect(rest.steps == Array(plan.steps.dropFirst(number + 1)))
            #expect(rest.reflectors == plan.reflectors)
        }
        #expect(MeshSize(view).nodes == 0)
        let expected = zones == 0 ? 2 : 2 * zones
        for (name, node) in before where !plan.reflectors.contains(where: { $0.node == name }) {
            #expect(node.sessions.count == 2 && node.sessions.values.allSatisfy { $0.isReflector }, "\(name)")
        }
        #expect(plan.reflectors.count == expected)
    }

    /// Whether a route of each node reaches every other one, by the rules of reflection (RFC 4456 §6 and §8).
    static func isConnected(_ plans: [String: NodePlan]) -> Bool {
        for origin in plans.keys {
            var reached: Set<String> = [origin]
            // Who has the route, from what kind of peer, and the clusters it came through.
            var queue: [(node: String, from: SessionPlan?, clusters: [BGPIdentifier])] = [(origin, nil, [])]
            while let (node, from, clusters) = queue.popLast() {
                guard let plan = plans[node] else { continue }
                for session in plan.sessions.values {
                    guard let other = session.remoteNode, let theirs = plans[other], other != origin else { continue }
                    if let from, !from.isClient, !session.isClient { continue }
                    let path = from == nil ? [] : clusters + [plan.clusterID].compactMap { $0 }
                    if let id = theirs.clusterID, path.contains(id) { continue }
                    let back = plan.addresses.compactMap { theirs.sessions[$0] }.first
                    guard let back, reached.insert("\(other) \(back.isClient)").inserted else { continue }
                    reached.insert(other)
                    queue.append((other, back, path))
                }
            }
            if !plans.keys.allSatisfy({ reached.contains($0) }) { return false }
        }
        return true
    }
}
