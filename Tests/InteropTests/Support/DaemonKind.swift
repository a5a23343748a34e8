import Testing

/// The daemons there are.
enum DaemonKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case bird = "BIRD"
    case goBGP = "GoBGP"
    case frr = "FRR"

    /// Debian's package.
    var package: String {
        switch self {
        case .bird: "bird2"
        case .goBGP: "gobgpd"
        case .frr: "frr"
        }
    }

    var programs: [String] {
        switch self {
        case .bird: [Programs.bird, Programs.birdControl]
        case .goBGP: [Programs.goBGP, Programs.goBGPControl]
        case .frr: [Programs.frr, Programs.frrControl]
        }
    }

    var testDescription: String { rawValue }
}
