/// The `CNI_*` environment of one run, checked for its verb (CNI spec 1.1.0, section 2 "Parameters").
public struct Invocation: Sendable {
    /// Octets. With the longest network name and interface name it still makes a key of a node's store.
    public static let maximumContainerIDLength = 255

    public let verb: Verb
    /// `CNI_CONTAINERID`; empty for GC, STATUS and VERSION.
    public let containerID: String
    /// `CNI_NETNS`; nil when empty, which only DEL may have, and for GC, STATUS and VERSION.
    public let netns: String?
    /// `CNI_IFNAME`; empty for GC, STATUS and VERSION.
    public let interface: String
    /// `CNI_ARGS`; for DEL what can be read of it, for GC, STATUS and VERSION none.
    public let arguments: CNIArguments
    /// `CNI_PATH` without its empty parts: where other plugins are.
    public let path: [String]
    /// Whether `CNI_NETNS` may be the plugin's own namespace: `CNI_NETNS_OVERRIDE` is "1" or "true" in any case.
    public let netnsOverride: Bool

    /// - Parameter environment: Looks a variable up; an empty value is as good as none.
    /// - Throws: Code 4. Variables that are missing are all in one error.
    public init(environment: (String) -> String?) throws(CNIError) {
        verb = try Self.verb(environment("CNI_COMMAND") ?? "")
        let missing = verb.requiredVariables.filter { (environment($0) ?? "").isEmpty }
        guard missing.isEmpty else { throw Self.missing(missing, verb: verb) }
        path = (environment("CNI_PATH") ?? "").parts(separatedBy: UInt8(ascii: ":")).filter { !$0.isEmpty }
        let override = environment("CNI_NETNS_OVERRIDE") ?? ""
        netnsOverride = override == "1" || override.utf8.map { $0 | 0x20 } == Array("true".utf8)
        guard verb.concernsAttachment else {
            (containerID, netns, interface, arguments) = ("", nil, "", CNIArguments())
            return
        }
        containerID = environment("CNI_CONTAINERID") ?? ""
        try Self.validate(containerID: containerID)
        interface = environment("CNI_IFNAME") ?? ""
        try InterfaceName.validate(interface)
        netns = environment("CNI_NETNS").flatMap { $0.isEmpty ? nil : $0 }
        let text = environment("CNI_ARGS") ?? ""
        arguments = verb.judgesRequests ? try CNIArguments(parsing: text) : CNIArguments(readableIn: text)
    }

    private static func verb(_ command: String) throws(CNIError) -> Verb {
        guard !command.isEmpty else { throw missing(["CNI_COMMAND"], verb: nil) }
        guard let verb = Verb(rawValue: command) else {
            let known = Verb.allCases.map(\.rawValue).joined(separator: ", ")
            throw CNIError(.invalidEnvironment, "unknown CNI_COMMAND", details: "\(command.quoted) is none of \(known)")
        }
        return verb
    }

    private static func missing(_ variables: [String], verb: Verb?) -> CNIError {
        let list = variables.joined(separator: ",")
        let reason = verb.map { "\($0.rawValue) needs them" } ?? "this program is run by a container runtime"
        return CNIError(.invalidEnvironment, "required env variables [\(list)] missing", details: reason)
    }

    private static func validate(containerID: String) throws(CNIError) {
        guard containerID.isSpecName else {
            throw CNIError(.invalidEnvironment, "invalid characters in containerID", details: "CNI_CONTAINERID is \(containerID.quoted)")
        }
        guard containerID.utf8.count <= maximumContainerIDLength else {
            let limit = "CNI_CONTAINERID has \(containerID.utf8.count) octets, more than \(maximumContainerIDLength)"
            throw CNIError(.invalidEnvironment, "containerID is too long", details: limit)
        }
    }
}
