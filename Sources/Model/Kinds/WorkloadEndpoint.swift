public import Addresses
internal import JSON

/// The interface of a pod or another workload.
public typealias WorkloadEndpoint = Resource<WorkloadEndpointKind>

public enum WorkloadEndpointKind: ResourceKind {
    public typealias Spec = WorkloadEndpointSpec
    public typealias Status = NoStatus

    public static let namespaceLabel = "projectcalico.org/namespace"
    public static let orchestratorLabel = "projectcalico.org/orchestrator"

    public static let kind = Kind(
        "WorkloadEndpoint", plural: "workloadendpoints", isNamespaced: true, aliases: ["wep", "weps"], names: .calculated,
        spec: WorkloadEndpointSpec.schema,
        doc: "The interface of a pod or another workload. Its name is made of its node, orchestrator, workload and endpoint.",
        prepare: { resource in
            let spec = Object<WorkloadEndpointSpec>(resource.spec)
            if resource.metadata.name == nil { resource.metadata.name = try? WorkloadEndpointName(spec).text }
            var labels = resource.metadata.labels ?? [:]
            labels[namespaceLabel] = resource.namespace ?? Kind.defaultNamespace
            labels[orchestratorLabel] = spec.orchestrator
            resource.metadata.labels = labels
            resource.metadata = Metadata(MetadataFields.schema.ordered(resource.metadata.object))
        },
        check: { resource, inspection in
            guard let expected = try? WorkloadEndpointName(Object(resource.spec)).text, expected != resource.name else { return }
            inspection.refuse(
                .string(resource.name), "must be \(expected), which is made of the spec, or left out", at: [.member("metadata"), .member("name")])
        })
}

public struct WorkloadEndpointSpec: Fields {
    public static let schema = Schema(
        WorkloadEndpointSpec(),
        [
            CrossFieldRule { spec, inspection in
                do throws(WorkloadEndpointName.Fault) { _ = try WorkloadEndpointName(spec) } catch {
                    inspection.refuse(spec.object[error.field], error.rule, at: [.member(error.field)])
                }
            },
            CrossFieldRule { spec, inspection in
                for (index, nat) in (spec.ipNATs ?? []).enumerated() {
                    guard let inner = nat.internalIP, let outer = nat.externalIP else { continue }
                    let place: [FieldPath.Step] = [.member("ipNATs"), .element(index)]
                    if !(spec.ipNetworks ?? []).contains(where: { $0.prefix.contains(inner) }) {
                        inspection.refuse(inner.json, "is none of the endpoint's ipNetworks", at: place + [.member("internalIP")])
                    } else if inner.family != outer.family {
                        inspection.refuse(outer.json, "is not of the family of internalIP \(inner)", at: place + [.member("externalIP")])
                    }
                }
            },
        ])

    public let orchestrator = Field.name("orchestrator", .required, doc: "Who runs the workload: k8s, cni, openstack, libnetwork.")
    public let workload = Field.name("workload", doc: "What another orchestrator than k8s, cni and libnetwork calls the workload.")
    public let node = Field.name("node", .required, doc: "The node that the workload runs on.")
    public let containerID = Field.text(
        "containerID", form: "a container id: letters, digits and -, not at the ends", { Name.isContainer($0) },
        doc: "The container that has the interface.")
    public let pod = Field.name("pod", doc: "The pod, where the orchestrator is k8s.")
    public let endpoint = Field.name("endpoint", .required, doc: "The interface inside the workload: eth0.")
    public let serviceAccountName = Field.name("serviceAccountName", doc: "The pod's service account.")
    public let ipNetworks: Field<[Network]> = .list(
        "ipNetworks", of: ParsedRule<Network>.hostAddress, doc: "The endpoint's addresses, each with /32 or /128.")
    public let ipNATs: Field<[Object<IPNATFields>]> = .objects("ipNATs", doc: "Floating addresses that lead to addresses of the endpoint.")
    public let ipv4Gateway = Field.address("ipv4Gateway", family: .v4, doc: "The IPv4 gateway that the workload has.")
    public let ipv6Gateway = Field.address("ipv6Gateway", family: .v6, doc: "The IPv6 gateway that the workload has.")
    public let profiles: Field<[String]> = .list(
        "profiles", of: TextRule.name, doc: "Profiles whose labels the endpoint has, and whose rules apply, in this order, where no policy decides.")
    public let interfaceName = Field.interface("interfaceName", .required, allowsAll: true, doc: "The end of the interface on the node.")
    public let mac = Field.mac("mac", doc: "MAC address inside the workload.")
    public let ports: Field<[Object<WorkloadPortFields>]> = .objects(
        "ports", doc: "Names that policies may use for ports of the workload, and host ports.")
    public let allowSpoofedSourcePrefixes: Field<[Network]> = .list(
        "allowSpoofedSourcePrefixes", of: ParsedRule<Network>.network, doc: "Source addresses that the workload may use though they are not its own.")
    public let qosControls: Field<Object<QoSControlFields>> = .object("qosControls", doc: "Bounds of what the workload sends and gets.")
}

/// A floating address.
public struct IPNATFields: Fields {
    public static let schema = Schema(IPNATFields())

    public let internalIP = Field.address("internalIP", .required, doc: "An address of the endpoint.")
    public let externalIP = Field.address("externalIP", .required, doc: "The address that leads to it, of the same family.")
}

/// A port of a workload with a name, a port of the node, or both.
public struct WorkloadPortFields: Fields {
    public static let schema = Schema(
        WorkloadPortFields(),
        [
            CrossFieldRule("name", "is required where there is no hostPort: the port could not be referred to") {
                $0.name?.isEmpty == false || $0.hostPort ?? 0 > 0
            }
        ])

    public let name = Field.text(
        "name", .written(""), form: "a port name: 1 to 15 lower-case letters, digits and -, a letter among them", { Name.isPort($0) },
        doc: "The name that rules use.")
    public let `protocol` = Field.ipProtocol("protocol", .required, onlyWithPorts: true, doc: "TCP, UDP or SCTP.")
    public let port = Field.integer("port", .required, in: 1...65_535, doc: "The port in the workload.")
    public let hostPort = Field.integer("hostPort", .written(0), in: 0...65_535, doc: "The port of the node that leads to it; 0: none.")
    public let hostIP = Field.address("hostIP", .written(""), doc: "The node's address that has the host port; empty: all.")
}

extension ParsedRule where Value == Network {
    /// A single address, with or without its prefix length.
    static var hostAddress: Self {
        Self("an IP address with /32 or /128", keepsText: true) {
            $0.prefix.length == $0.prefix.family.bits ? nil : "is more than one address; it must end in /\($0.prefix.family.bits)"
        }
    }
}
