/// What a runtime asks of a plugin in `CNI_COMMAND` (CNI spec 1.1.0, section 2).
public enum Verb: String, CaseIterable, Sendable {
    case add = "ADD"
    case del = "DEL"
    case check = "CHECK"
    case gc = "GC"
    case status = "STATUS"
    case version = "VERSION"

    /// Written out: the compiler's own looks type metadata up, which costs a slim program more than the comparisons.
    public init?(rawValue: String) {
        switch rawValue {
        case "ADD": self = .add
        case "DEL": self = .del
        case "CHECK": self = .check
        case "GC": self = .gc
        case "STATUS": self = .status
        case "VERSION": self = .version
        default: return nil
        }
    }

    /// The first specification that has the verb. VERSION came with 0.2.0 but is answered for any configuration.
    public var minimumVersion: CNIVersion {
        switch self {
        case .add, .del, .version: .v010
        case .check: .v040
        case .gc, .status: .v110
        }
    }

    /// Whether it concerns one container's interface; the others are about the whole network.
    public var concernsAttachment: Bool {
        switch self {
        case .add, .del, .check: true
        case .gc, .status, .version: false
        }
    }

    /// Whether what the runtime says of one pod must be right in every detail.
    ///
    /// DEL is not: it gets the same wishes as the ADD that failed because of them, and a DEL that fails for them too
    /// would be repeated for as long as the pod exists.
    var judgesRequests: Bool { self == .add || self == .check }

    /// Environment variables that must not be empty, in the order errors list them.
    var requiredVariables: [String] {
        switch self {
        case .add, .check: ["CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME", "CNI_PATH"]
        case .del: ["CNI_CONTAINERID", "CNI_IFNAME", "CNI_PATH"]
        case .gc, .status: ["CNI_PATH"]
        case .version: []
        }
    }
}
