internal import JSON

/// What is to be told of a node, and what it told.
public typealias CalicoNodeStatus = Resource<CalicoNodeStatusKind>

public enum CalicoNodeStatusKind: ResourceKind {
    public typealias Spec = CalicoNodeStatusSpec
    public typealias Status = CalicoNodeStatusFields

    public static let kind = Kind(
        "CalicoNodeStatus", plural: "caliconodestatuses", aliases: ["nodestatus", "nodestatuses"], spec: CalicoNodeStatusSpec.schema,
        status: CalicoNodeStatusFields.schema, alwaysHasStatus: true, doc: "Asks a node to report its state: its BGP daemon, sessions and routes.")
}

public struct CalicoNodeStatusSpec: Fields {
    public static let schema = Schema(CalicoNodeStatusSpec())

    public let node = Field.name("node", .required, doc: "The node that is to report.")
    public let classes: Field<[NodeStatusClass]> = .choices("classes", .required, .keepsEmpty, count: 1...3, doc: "What it is to report.")
    public let updatePeriodSeconds = Field.integer(
        "updatePeriodSeconds", .required, in: 0...86_400, unit: "seconds", doc: "Time between reports, in seconds; 0: none are made.")
}

/// What a node reports.
public enum NodeStatusClass: String, FieldValue, CaseIterable {
    case agent = "Agent"
    case bgp = "BGP"
    case routes = "Routes"
}
