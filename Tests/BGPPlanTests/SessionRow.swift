import Addresses
import BGPCore
import BGPPlan
import BGPWire
import Testing

/// Resources, the node that computes its plan, and what one session of it should be like.
struct SessionRow: Sendable, CustomTestStringConvertible {
    let name: String
    let resources: [TestResource]
    var node = "kube-master"
    let address: String
    let areRight: Bool
    let check: @Sendable (SessionPlan) -> Bool

    init(
        _ name: String, _ resources: [TestResource], as node: String = "kube-master", _ address: String, areRight: Bool = true,
        _ check: @escaping @Sendable (SessionPlan) -> Bool
    ) {
        (self.name, self.resources, self.node, self.address, self.areRight, self.check) = (name, resources, node, address, areRight, check)
    }

    var testDescription: String { name }
}

/// Resources, the node, and the names of all its sessions.
struct NamesRow: Sendable, CustomTestStringConvertible {
    let name: String
    let resources: [TestResource]
    let node: String
    let names: [String]

    init(_ name: String, _ resources: [TestResource], as node: String = "kube-master", _ names: [String]) {
        (self.name, self.resources, self.node, self.names) = (name, resources, node, names)
    }

    var testDescription: String { "\(name), as \(node)" }
}
