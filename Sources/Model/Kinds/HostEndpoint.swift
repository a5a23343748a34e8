public import Addresses
internal import JSON

/// An interface of a node itself, for policy to protect.
public typealias HostEndpoint = Resource<HostEndpointKind>

public enum HostEndpointKind: ResourceKind {
    public typealias Spec = HostEndpointSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "HostEndpoint", plural: "hostendpoints", aliases: ["hep", "heps"], spec: HostEndpointSpec.schema,
        doc: "An interface of a node itself, for policies to protect. What none allows is denied then, the failsafe ports aside.")
}

public struct HostEndpointSpec: Fields {
    public static let schema = Schema(
        HostEndpointSpec(),
        [
            CrossFieldRule("interfaceName", "is required where there are no expectedIPs: one of them must tell which interface is meant") {
                $0.interfaceName != nil || $0.expectedIPs?.isEmpty == false
            }
        ])

    public let node = Field.name("node", .required, doc: "The node that has the interface.")
    public let interfaceName = Field.interface(
        "interfaceName", allowsAll: true, doc: "The interface; * stands for all of the node; absent: the one that has one of the expectedIPs.")
    public let expectedIPs: Field<[IPAddress]> = .list(
        "expectedIPs", of: ParsedRule<IPAddress>.address(nil), isSet: true, doc: "The interface's addresses, which selectors of policies stand for.")
    public let profiles: Field<[String]> = .list(
        "profiles", of: TextRule.name, isSet: true, doc: "Profiles whose rules apply, in this order, where no policy decides.")
    public let ports: Field<[Object<EndpointPortFields>]> = .objects("ports", doc: "Names that policies may use for ports of this endpoint.")
}

/// A named port of an endpoint.
public struct EndpointPortFields: Fields {
    public static let schema = Schema(EndpointPortFields())

    public let name = Field.text(
        "name", .required, form: "a port name: 1 to 15 lower-case letters, digits and -, a letter among them", { Name.isPort($0) },
        doc: "The name that rules use.")
    public let `protocol` = Field.ipProtocol("protocol", .required, onlyWithPorts: true, doc: "TCP, UDP or SCTP.")
    public let port = Field.integer("port", .required, in: 1...65_535, doc: "The number that the name stands for.")
}
