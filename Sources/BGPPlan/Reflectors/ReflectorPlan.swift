public import BGPWire
public import Model

/// The way from a node-to-node mesh to route reflectors, in steps that never leave a node without routes.
///
/// Sessions with the reflectors are made beside the mesh, then the reflectors get their cluster ids, and when the sessions are up the mesh goes.
/// A plan made after some of its steps has the rest of them; one that is done has none.
public struct ReflectorPlan: Hashable, Sendable {
    public struct Reflector: Hashable, Sendable {
        public var node: String
        /// The value of the zone label; nil for nodes without.
        public var zone: String?
        /// One for all reflectors of a zone, unless nodes have others already.
        public var clusterID: BGPIdentifier
    }

    public struct Step: Hashable, Sendable {
        /// What a step is about: the same whichever steps are done already.
        public enum Stage: Int, Hashable, Sendable, CaseIterable, Comparable {
            /// Labels and BGPPeers.
            case sessions = 1
            case clusterIDs = 2
            case meshOff = 3

            public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
        }

        public var stage: Stage
        /// What it does.
        public var words: String
        /// What has to be so before the next step, or when all is done.
        public var check: String
        /// To apply, in this order: whole resources, without versions.
        public var resources: [AnyResource]
    }

    public static let defaultZoneLabel = "topology.kubernetes.io/zone"
    public static let defaultLabel = "route-reflector"

    /// In the order of zones, then names.
    public let reflectors: [Reflector]
    /// In order; without those that are done.
    public let steps: [Step]
    public let warnings: [String]

    /// Chooses reflectors: nodes that are some already, then the first by name.
    ///
    /// - Parameters:
    ///   - view: The cluster's resources.
    ///   - count: Reflectors of each zone.
    ///   - zoneLabel: Nodes with equal values of this label are a zone, those without it another.
    ///   - label: That reflectors get, with the value "true".
    public init(
        _ view: ClusterView, count: Int = 2, zoneLabel: String = Self.defaultZoneLabel, label: String = Self.defaultLabel
    ) throws(ReflectorPlanError) {
        guard count > 0 else { throw ReflectorPlanError("asked for \(count) reflectors in each zone; at least 1 is needed") }
        let zones = try ReflectorZones(view, zoneLabel, label)
        try self.init(view, zones, zones.choice(count), label)
    }

    /// Takes the nodes of these names.
    public init(
        _ view: ClusterView, names: [String], zoneLabel: String = Self.defaultZoneLabel, label: String = Self.defaultLabel
    ) throws(ReflectorPlanError) {
        guard !names.isEmpty else { throw ReflectorPlanError("asked for no reflectors; name at least one node") }
        let zones = try ReflectorZones(view, zoneLabel, label)
        try self.init(view, zones, try zones.choice(named: names), label)
    }

    private init(_ view: ClusterView, _ zones: ReflectorZones, _ chosen: [ReflectorZones.Zone], _ label: String) throws(ReflectorPlanError) {
        let ids = ReflectorZones.clusterIDs(chosen)
        var reflectors: [Reflector] = []
        for (zone, id) in zip(chosen, ids) {
            for node in zone.reflectors { reflectors.append(Reflector(node: node.name, zone: zone.name, clusterID: node.clusterID ?? id)) }
        }
        let steps = ReflectorSteps(view, zones, chosen, reflectors, label)
        self.reflectors = reflectors
        self.steps = steps.all
        warnings = zones.warnings(chosen)
    }
}

/// Why there is no plan, in words.
public struct ReflectorPlanError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
