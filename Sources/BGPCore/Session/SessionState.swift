/// The states of a session (RFC 4271 §8.2.2).
public enum SessionState: UInt8, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case idle
    case connect
    case active
    case openSent
    case openConfirm
    case established

    /// As the RFC writes them.
    public var description: String {
        switch self {
        case .idle: "Idle"
        case .connect: "Connect"
        case .active: "Active"
        case .openSent: "OpenSent"
        case .openConfirm: "OpenConfirm"
        case .established: "Established"
        }
    }
}
