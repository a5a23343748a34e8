public import Addresses
public import JSON

/// The network configuration a plugin gets on standard input (CNI spec 1.1.0, section 1 and section 3 "Deriving execution
/// configuration"): what the specification defines, and the raw members for the plugin's own keys.
public struct NetworkConfiguration: Sendable {
    /// Octets of text read at most.
    public static let maximumLength = 4 << 20
    /// Octets. With the longest container ID and interface name it still makes a key of a node's store.
    public static let maximumNameLength = 200

    /// Every member, in its order.
    public let raw: JSONObject
    /// `cniVersion`; 0.2.0 when there is none, as Calico takes it.
    public let version: CNIVersion
    public let name: String
    /// Empty when absent: nobody needs it any more once the plugin runs.
    public let type: String
    public let ipam: JSONObject?
    /// A program's name without a path; nil when absent or empty.
    public let ipamType: String?
    /// `prevResult`, read by its own `cniVersion` or else the configuration's. Nil when absent, and for verbs other than
    /// ADD and CHECK also when it cannot be read: they must work without one.
    public let previousResult: CNIResult?
    /// The addresses to have: `runtimeConfig.ips`, and of families it lacks `args.cni.ips`. One without a length is a host prefix.
    /// For verbs other than ADD and CHECK empty when they cannot be read.
    public let runtimeAddresses: [IPPrefix]
    /// The hardware address to have: `runtimeConfig.mac`, else `args.cni.mac`. Unreadable as above.
    public let runtimeMAC: MACAddress?
    /// `cni.dev/valid-attachments`, or `cni.dev/attachments` as libcni also writes it. Nil only when neither is there;
    /// null is an empty list, as libcni writes one so.
    public let validAttachments: [ValidAttachment]?

    /// - Throws: Code 6 when it is not one JSON object in UTF-8 (the details have line and column) or too long, 1 for a
    ///   version that is unknown or does not have the verb, 7 for a bad name or a member of the wrong type.
    public init(parsing bytes: [UInt8], verb: Verb) throws(CNIError) {
        raw = try Self.object(in: bytes)
        let members = Members(raw, of: "network configuration", code: .invalidConfiguration)
        name = try Self.name(members)
        let version = try Self.version(members, verb: verb)
        self.version = version
        type = try members.string("type") ?? ""
        ipam = try members.object("ipam")
        ipamType = try Self.ipamType(members)
        // Read by no plugin of ours, but defined: a mistake in them is better told at once.
        _ = try members.object("capabilities")
        _ = try members.object("dns")
        validAttachments = try Self.validAttachments(members)
        if verb.judgesRequests {
            previousResult = try Self.previousResult(members, version: version)
            runtimeAddresses = try Self.runtimeAddresses(members)
            runtimeMAC = try Self.runtimeMAC(members)
        } else {
            previousResult = (try? Self.previousResult(members, version: version)) ?? nil
            runtimeAddresses = (try? Self.runtimeAddresses(members)) ?? []
            runtimeMAC = (try? Self.runtimeMAC(members)) ?? nil
        }
    }

    /// The configuration as JSON text to hand to another plugin.
    public var text: String { JSONValue.object(raw).text }

    private static func object(in bytes: [UInt8]) throws(CNIError) -> JSONObject {
        guard bytes.count <= maximumLength else {
            throw CNIError(.decoding, "network configuration is too long", details: "\(bytes.count) octets, more than \(maximumLength)")
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, options: .anyValue)
        } catch {
            throw CNIError(.decoding, "network configuration is not JSON", details: "\(error)")
        }
        guard let object = value.object else {
            throw CNIError(.decoding, "network configuration must be a JSON object", details: "found \(value.kind)")
        }
        return object
    }
}
