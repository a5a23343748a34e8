internal import JSON

/// A port or a range of ports, in Kubernetes' form (networking.k8s.io/v1, NetworkPolicyPort).
public struct KubernetesPortFields: Fields {
    public static let schema = Schema(
        KubernetesPortFields(),
        [
            CrossFieldRule("port", "is no name of a port: 1 to 15 lower-case letters, digits and -, a letter among them") { port in
                guard case .named(let name)? = port.port else { return true }
                return Name.isPort(name)
            },
            CrossFieldRule("endPort", "needs port with the number that the range begins with") { $0.endPort == nil || $0.port?.numbers != nil },
            CrossFieldRule("endPort", "must not be less than port") { range in
                guard let end = range.endPort, let first = range.port?.numbers?.lowerBound else { return true }
                return end >= first
            },
        ])

    public let `protocol`: Field<TransportProtocol> = .choice("protocol", .assumed("TCP"), doc: "Protocol that the port belongs to.")
    public let port = Field<Port>.port(
        "port", allowsRange: false, doc: "Number of the port, or its name in the pods; absent: all ports of the protocol.")
    public let endPort = Field.integer("endPort", in: 1...65_535, doc: "Last port of a range that begins with port; absent: port alone.")
}

/// A protocol with ports.
public enum TransportProtocol: String, FieldValue, CaseIterable {
    case tcp = "TCP"
    case udp = "UDP"
    case sctp = "SCTP"
}
