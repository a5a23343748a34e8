/// The released versions of the CNI specification, oldest first.
public enum CNIVersion: String, CaseIterable, Comparable, Sendable {
    case v010 = "0.1.0"
    case v020 = "0.2.0"
    case v030 = "0.3.0"
    case v031 = "0.3.1"
    case v040 = "0.4.0"
    case v100 = "1.0.0"
    case v110 = "1.1.0"

    /// Written out: the compiler's own looks type metadata up, which costs a slim program more than the comparisons.
    public init?(rawValue: String) {
        switch rawValue {
        case "0.1.0": self = .v010
        case "0.2.0": self = .v020
        case "0.3.0": self = .v030
        case "0.3.1": self = .v031
        case "0.4.0": self = .v040
        case "1.0.0": self = .v100
        case "1.1.0": self = .v110
        default: return nil
        }
    }

    /// The newest version, answered where nobody asked for one.
    public static let latest = CNIVersion.v110

    /// Text order is release order as long as every part has one digit.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// "0.1.0, 0.2.0, …" for error details.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
