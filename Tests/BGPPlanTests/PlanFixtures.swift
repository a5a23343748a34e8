public import Addresses
import BGPCore
import BGPPlan
import BGPWire
import JSON
import Model
import Testing

/// Short forms for the tables of these tests.
extension IPAddress: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = IPAddress(text) ?? IPAddress(family: .v4, value: 0) }
}

extension IPPrefix: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = IPPrefix(text) ?? .all(.v4) }
}

/// For tables.
typealias R = TestResource

/// A resource as people write it.
struct TestResource: Sendable {
    let kind: Kind
    let name: String
    var labels: [String: String] = [:]
    /// JSON.
    let spec: String

    /// - Parameter isRight: It breaks no rule; otherwise it is taken as it is, as a datastore may hold it.
    func resource(isRight: Bool = true) -> AnyResource {
        do {
            let object = try JSONValue(parsing: spec).object ?? JSONObject()
            let labels = JSONObject(labels.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) })
            let metadata = JSONObject([("name", JSONValue.string(name)), ("labels", .object(labels))])
            let document = JSONObject([("metadata", JSONValue.object(metadata)), ("spec", .object(object))])
            var inspection = Inspection(.typed)
            let parsed = isRight ? AnyResource(inspecting: document, as: kind, &inspection) : AnyResource(kind, parts: document)
            #expect(inspection.violations.isEmpty, "\(kind) \(name): \(inspection.violations)")
            return parsed ?? AnyResource(kind, Metadata())
        } catch {
            Issue.record("\(kind) \(name): \(error)")
            return AnyResource(kind, Metadata())
        }
    }

    static func node(
        _ name: String, _ ipv4: String? = nil, _ ipv6: String? = nil, as number: Int? = nil, cluster: String? = nil, _ labels: [String: String] = [:],
        wireguard: String? = nil
    ) -> TestResource {
        var bgp: [(String, JSONValue)] = []
        if let ipv4 { bgp.append(("ipv4Address", .string(ipv4))) }
        if let ipv6 { bgp.append(("ipv6Address", .string(ipv6))) }
        if let number { bgp.append(("asNumber", .integer(Int64(number)))) }
        if let cluster { bgp.append(("routeReflectorClusterID", .string(cluster))) }
        var spec: [(String, JSONValue)] = bgp.isEmpty ? [] : [("bgp", .object(JSONObject(bgp)))]
        if let wireguard { spec.append(("wireguard", .object(JSONObject([("interfaceIPv4Address", JSONValue.string(wireguard))])))) }
        return TestResource(kind: NodeKind.kind, name: name, labels: labels, spec: JSONValue.object(JSONObject(spec)).text)
    }

    static func peer(_ name: String, _ spec: String) -> TestResource { TestResource(kind: BGPPeerKind.kind, name: name, spec: spec) }

    static func filter(_ name: String, _ spec: String) -> TestResource { TestResource(kind: BGPFilterKind.kind, name: name, spec: spec) }

    static func configuration(_ spec: String, node: String? = nil) -> TestResource {
        TestResource(kind: BGPConfigurationKind.kind, name: node.map { "node.\($0)" } ?? "default", spec: spec)
    }

    static func pool(_ name: String, _ cidr: String, _ more: String = "") -> TestResource {
        TestResource(kind: IPPoolKind.kind, name: name, spec: #"{"cidr": "\#(cidr)"\#(more.isEmpty ? "" : ", " + more)}"#)
    }

    static func block(_ cidr: String, _ node: String, _ more: String = "") -> TestResource {
        let name = node + "-" + cidr.map { ".:/".contains($0) ? "-" : String($0) }.joined()
        return TestResource(
            kind: BlockAffinityKind.kind, name: name,
            spec: #"{"cidr": "\#(cidr)", "node": "\#(node)", "deleted": false\#(more.isEmpty ? "" : ", " + more)}"#)
    }
}

/// The cluster of upstream's test data.
enum TestCluster {
    static let master = TestResource.node("kube-master", "10.192.0.2/16")
    static let nodes = [master, TestResource.node("kube-node-1", "10.192.0.3/16"), TestResource.node("kube-node-2", "10.192.0.4/16")]
    static let dual = [
        TestResource.node("kube-master", "10.192.0.2/16", "2001::103/64"), TestResource.node("kube-node-1", "10.192.0.3/16", "2001::102/64"),
        TestResource.node("kube-node-2", "10.192.0.4/16", "2001::104/64"),
    ]
    static let noMesh = TestResource.configuration(#"{"nodeToNodeMeshEnabled": false}"#)
}

extension ClusterView {
    init(_ resources: [TestResource], areRight: Bool = true) {
        self.init()
        for resource in resources { put(resource.resource(isRight: areRight)) }
    }
}

extension NodePlan {
    init(_ resources: [TestResource], as name: String = "kube-master", areRight: Bool = true, _ change: (inout NodeFacts) -> Void = { _ in }) {
        var facts = NodeFacts(name: name)
        change(&facts)
        self.init(ClusterView(resources, areRight: areRight), facts)
    }

    /// What the sessions are called, ascending.
    var names: [String] { sessions.values.map(\.name).sorted() }
    /// Words of all remarks.
    var words: [String] { remarks.map(\.description) }
}
