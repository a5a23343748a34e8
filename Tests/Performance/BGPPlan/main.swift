internal import BGPPlan
internal import JSON
internal import Model

// calico-bench-bgpplan [NODES] [RUNS]
//
// The plan of one node among NODES (300), as a mesh and with route reflectors chosen by selectors, computed anew and compared with the plan before
// one other node changed: the median of RUNS (21) in milliseconds. And the plans of all nodes at once.

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let nodes = numbers.first ?? 300
let runs = numbers.count > 1 ? numbers[1] : 21

var mesh = ClusterView()
for number in 0..<nodes { mesh.put(node(number, isChanged: false)) }
mesh.put(resource(IPPoolKind.kind, "pool", [("cidr", .string("10.128.0.0/9"))]))
for number in 0..<nodes {
    let spec: [(String, JSONValue)] = [("cidr", .string("10.\(128 + number / 256).\(number % 256).0/26")), ("node", .string("node-\(number)"))]
    mesh.put(resource(BlockAffinityKind.kind, "block-\(number)", spec))
}
var reflected = mesh
reflected.put(resource(BGPConfigurationKind.kind, "default", [("nodeToNodeMeshEnabled", .bool(false))]))
reflected.put(resource(BGPPeerKind.kind, "clients", [("nodeSelector", .string("!has(reflector)")), ("peerSelector", .string("has(reflector)"))]))
reflected.put(resource(BGPPeerKind.kind, "reflectors", [("nodeSelector", .string("has(reflector)")), ("peerSelector", .string("has(reflector)"))]))

print(
    "one plan and its difference, ms: "
        + ["mesh \(change(mesh, of: 1))", "reflector \(change(reflected, of: 0))", "client \(change(reflected, of: 1))"].joined(separator: ", "))
print("plans of all \(nodes) nodes, ms: mesh \(whole(mesh)), reflectors \(whole(reflected))")

/// A node; every hundredth is a reflector by its label.
func node(_ number: Int, isChanged: Bool) -> AnyResource {
    let address = "10.\(number / 250).\(number % 250).\(isChanged ? 2 : 1)/8"
    let bgp = JSONObject([("ipv4Address", JSONValue.string(address)), ("ipv6Address", .string("fd00::\(String(number + 1, radix: 16))/64"))])
    var node = resource(NodeKind.kind, "node-\(number)", [("bgp", .object(bgp))])
    node.metadata.labels = ["kubernetes.io/hostname": "node-\(number)", "topology.kubernetes.io/zone": "zone-\(number % 3)"].merging(
        number % 100 == 0 ? ["reflector": "true"] : [:]
    ) { $1 }
    return node
}

func resource(_ kind: Kind, _ name: String, _ spec: [(String, JSONValue)]) -> AnyResource {
    var metadata = Metadata()
    metadata.name = name
    return AnyResource(kind, metadata, spec: JSONObject(spec))
}

/// Another node's address changes, there and back.
func change(_ view: ClusterView, of number: Int) -> String {
    var view = view
    let facts = NodeFacts(name: "node-\(number)")
    var plan = NodePlan(view, facts)
    var isChanged = false
    return median {
        isChanged.toggle()
        view.put(node(200, isChanged: isChanged))
        let next = NodePlan(view, facts)
        let difference = next.difference(from: plan)
        precondition(plan.sessions[next.addresses[0]] == nil && difference.changed.isEmpty, "one node's change touched other sessions")
        plan = next
    }
}

func whole(_ view: ClusterView) -> String {
    median { precondition(ClusterPlan(view).plans.count == nodes) }
}

func median(_ work: () -> Void) -> String {
    let clock = ContinuousClock()
    let times = (0..<runs).map { _ in clock.measure(work) }.sorted()
    let hundredths = Int(times[runs / 2] / .microseconds(10))
    let cents = String(hundredths % 100)
    return "\(hundredths / 100)." + (cents.utf8.count < 2 ? "0" : "") + cents
}
