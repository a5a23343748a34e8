internal import JSON

/// The name of a ``WorkloadEndpoint``: node, orchestrator, workload and endpoint, joined by "-"; a "-" inside a part is doubled.
///
/// The workload is what the orchestrator knows it by: the pod (k8s), the container's id (cni), the word "libnetwork" (libnetwork), the workload's
/// name (all others).
public struct WorkloadEndpointName: Hashable, Sendable {
    public let node: String
    public let orchestrator: String
    public let workload: String
    public let endpoint: String

    /// Why there is no name: a field of the spec that is missing or cannot be a part of one.
    public struct Fault: Error, Hashable, Sendable {
        /// The field's name in the spec.
        public let field: String
        /// What is wrong, in a sentence without the value.
        public let rule: String
    }

    /// The name that goes with a spec.
    public init(_ spec: Object<WorkloadEndpointSpec>) throws(Fault) {
        func part(_ field: String, _ value: String?) throws(Fault) -> String {
            guard let value, !value.isEmpty else { throw Fault(field: field, rule: "is required: the name of the endpoint is made of it") }
            guard value.utf8.first != Self.dash, value.utf8.last != Self.dash else {
                throw Fault(field: field, rule: "must not begin or end with -: the name of the endpoint is made of it")
            }
            return value
        }
        node = try part("node", spec.node)
        orchestrator = try part("orchestrator", spec.orchestrator)
        workload =
            switch orchestrator {
            case "k8s": try part("pod", spec.pod)
            case "cni": try part("containerID", spec.containerID)
            case "libnetwork": "libnetwork"
            default: try part("workload", spec.workload)
            }
        endpoint = try part("endpoint", spec.endpoint)
    }

    /// nil when a part is empty or begins or ends with "-".
    public init?(node: String, orchestrator: String, workload: String, endpoint: String) {
        for part in [node, orchestrator, workload, endpoint] {
            guard let first = part.utf8.first, first != Self.dash, part.utf8.last != Self.dash else { return nil }
        }
        self.node = node
        self.orchestrator = orchestrator
        self.workload = workload
        self.endpoint = endpoint
    }

    /// Takes a name apart; nil when it has not four parts.
    public init?(_ text: String) {
        var (parts, part): ([[UInt8]], [UInt8]) = ([], [])
        var octets = text.utf8.makeIterator()
        var next = octets.next()
        while let octet = next {
            next = octets.next()
            if octet != Self.dash {
                part.append(octet)
            } else if next == Self.dash {
                part.append(Self.dash)
                next = octets.next()
            } else {
                parts.append(part)
                part = []
            }
        }
        parts.append(part)
        guard parts.count == 4 else { return nil }
        let texts = parts.map { String(decoding: $0, as: UTF8.self) }
        self.init(node: texts[0], orchestrator: texts[1], workload: texts[2], endpoint: texts[3])
    }

    public var text: String { Self.joined([node, orchestrator, workload, endpoint]) }

    /// What the names of all endpoints begin with that share a node, and an orchestrator and a workload where these are given.
    ///
    /// Others may begin so too: "n1-k8s-web-" is also what the name of pod "web-1" begins with. ``init(_:)`` tells them apart.
    public static func prefix(node: String, orchestrator: String? = nil, workload: String? = nil) -> String {
        let parts = orchestrator.map { orchestrator in [node, orchestrator] + (workload.map { [$0] } ?? []) } ?? [node]
        return joined(parts) + "-"
    }

    private static func joined(_ parts: [String]) -> String {
        var octets: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index > 0 { octets.append(dash) }
            for octet in part.utf8 {
                if octet == dash { octets.append(dash) }
                octets.append(octet)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }

    private static let dash = UInt8(ascii: "-")
}

extension WorkloadEndpointName: CustomStringConvertible {
    public var description: String { text }
}
