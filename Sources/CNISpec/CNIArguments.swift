public import Addresses

/// `CNI_ARGS`, "KEY=VALUE;KEY=VALUE" (CNI spec 1.1.0, section 2 "Parameters").
///
/// Keys that are not listed here are ignored: a Kubernetes runtime sends many. Of two pairs with one key the later counts.
public struct CNIArguments: Sendable, Equatable {
    /// `K8S_POD_NAME`; nil when absent or empty, as the three below.
    public var podName: String?
    /// `K8S_POD_NAMESPACE`.
    public var podNamespace: String?
    /// `K8S_POD_INFRA_CONTAINER_ID`.
    public var infraContainerID: String?
    /// `K8S_POD_UID`.
    public var podUID: String?
    /// `IP`: the addresses to have, at most one of each family. One without a length is a host prefix.
    public var addresses: [IPPrefix] = []
    /// `MAC`: the hardware address to have.
    public var mac: MACAddress?

    public init() {}

    /// - Throws: Code 4 for a pair without exactly one "=", and for a bad `IP` or `MAC`.
    public init(parsing text: String) throws(CNIError) {
        guard !text.isEmpty else { return }
        for pair in text.parts(separatedBy: UInt8(ascii: ";")) { try take(pair) }
    }

    /// Every pair that can be read; the others are passed over.
    init(readableIn text: String) {
        for pair in text.parts(separatedBy: UInt8(ascii: ";")) { try? take(pair) }
    }

    private mutating func take(_ pair: String) throws(CNIError) {
        let parts = pair.parts(separatedBy: UInt8(ascii: "="))
        guard parts.count == 2 else {
            throw CNIError(.invalidEnvironment, "invalid pair in CNI_ARGS", details: "\(pair.quoted) is not KEY=VALUE")
        }
        let value = parts[1]
        let optional = value.isEmpty ? nil : value
        switch parts[0] {
        case "K8S_POD_NAME": podName = optional
        case "K8S_POD_NAMESPACE": podNamespace = optional
        case "K8S_POD_INFRA_CONTAINER_ID": infraContainerID = optional
        case "K8S_POD_UID": podUID = optional
        case "IP": addresses = try Self.addresses(value)
        case "MAC": mac = try Self.mac(value)
        default: break
        }
    }

    private static func addresses(_ value: String) throws(CNIError) -> [IPPrefix] {
        var found: [IPPrefix] = []
        guard !value.isEmpty else { return found }
        for text in value.parts(separatedBy: UInt8(ascii: ",")) {
            guard let address = IPPrefix(requested: text) else {
                throw CNIError(.invalidEnvironment, "invalid IP in CNI_ARGS", details: "\(text.quoted) is not an address")
            }
            guard !found.contains(where: { $0.family == address.family }) else {
                throw CNIError(.invalidEnvironment, "two addresses of one family in CNI_ARGS", details: "IP is \(value.quoted)")
            }
            found.append(address)
        }
        return found
    }

    private static func mac(_ value: String) throws(CNIError) -> MACAddress? {
        guard !value.isEmpty else { return nil }
        guard let mac = MACAddress(requested: value) else {
            throw CNIError(.invalidEnvironment, "invalid MAC in CNI_ARGS", details: "\(value.quoted) is not an interface's address")
        }
        return mac
    }
}
