import Addresses
import BGPPlan
import JSON
import Model

@testable import NodeAgent

/// A small cluster as resources, and the plan of its first node.
enum Cluster {
    static func node(_ name: String, _ address: String, clusterID: String? = nil, labels: [String: String] = [:]) -> AnyResource {
        var bgp = JSONObject([("ipv4Address", .string(address))])
        if let clusterID { bgp.append("routeReflectorClusterID", .string(clusterID)) }
        var resource = Node(name: name).untyped
        resource.spec = JSONObject([("bgp", .object(bgp))])
        resource.metadata.labels = labels
        return resource
    }

    static func peer(_ name: String, _ spec: [(String, JSONValue)]) -> AnyResource {
        var resource = BGPPeer(name: name).untyped
        resource.spec = JSONObject(spec)
        return resource
    }

    static func configuration(_ spec: [(String, JSONValue)]) -> AnyResource {
        var resource = BGPConfiguration(name: "default").untyped
        resource.spec = JSONObject(spec)
        return resource
    }

    static func view(_ resources: [AnyResource]) -> ClusterView {
        var view = ClusterView()
        for resource in resources { view.put(resource) }
        return view
    }

    static func plan(_ resources: [AnyResource], podCIDRs: [String] = ["10.65.1.0/24"]) -> NodePlan {
        var facts = NodeFacts(name: "one")
        facts.podCIDRs = podCIDRs.compactMap { IPPrefix($0) }
        return NodePlan(view(resources), facts)
    }

    static let three = [node("one", "10.0.0.1/24"), node("two", "10.0.0.2/24"), node("three", "10.0.0.3/24")]
}

func address(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(family: .v4, value: 0) }
func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.v4) }
