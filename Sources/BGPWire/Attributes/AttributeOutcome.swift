/// What decoding an attribute list led to, when the session goes on (RFC 7606).
public enum AttributeOutcome: Hashable, Sendable {
    /// The routes can be used; faults name the attributes that were discarded.
    case accepted(PathAttributes, faults: [AttributeFault])
    /// The routes are to be taken as withdrawn; at least one fault says why, others may name discarded attributes.
    case treatAsWithdraw(faults: [AttributeFault])

    public var attributes: PathAttributes? {
        if case .accepted(let attributes, _) = self { attributes } else { nil }
    }

    public var faults: [AttributeFault] {
        switch self {
        case .accepted(_, let faults), .treatAsWithdraw(let faults): faults
        }
    }
}
