internal import Addresses
internal import JSON

/// Ports of the node that stay open whatever policies say.
public struct FelixFailsafeFields: Fields {
    public static let schema = Schema(FelixFailsafeFields())

    public let failsafeInboundHostPorts: Field<[Object<ProtoPortFields>]> = .objects(
        "failsafeInboundHostPorts", .keepsEmpty,
        .assumed(ports("tcp:22", "udp:68", "tcp:179", "tcp:2379", "tcp:2380", "tcp:5473", "tcp:6443", "tcp:6666", "tcp:6667")),
        doc: "Ports of host endpoints that stay open to others, so that no policy can lock people out; an empty list: none.")
    public let failsafeOutboundHostPorts: Field<[Object<ProtoPortFields>]> = .objects(
        "failsafeOutboundHostPorts", .keepsEmpty,
        .assumed(ports("udp:53", "udp:67", "tcp:179", "tcp:2379", "tcp:2380", "tcp:5473", "tcp:6443", "tcp:6666", "tcp:6667")),
        doc: "Ports of others that host endpoints can always reach, so that no policy can cut the node off; an empty list: none.")

    private static func ports(_ texts: String...) -> JSONValue {
        .array(
            texts.map { text in
                let parts = text.split(separator: ":")
                return ["protocol": .string(String(parts[0])), "port": .integer(Int64(parts[1]) ?? 0)]
            })
    }
}

/// A port of a protocol, maybe for some addresses only.
public struct ProtoPortFields: Fields {
    public static let schema = Schema(ProtoPortFields())

    public let `protocol`: Field<PortProtocol> = .choice("protocol", .assumed("TCP"), doc: "TCP, UDP or SCTP.")
    public let port = Field.integer("port", .required, in: 1...65_535, doc: "The port.")
    public let net = Field.network("net", doc: "The others' addresses; absent: all.")
}

/// A protocol with ports.
public enum PortProtocol: String, CaselessWord {
    case tcp = "TCP"
    case udp = "UDP"
    case sctp = "SCTP"
}
