/// The local address of BGP sessions.
public enum PeerSourceAddress: String, FieldValue, CaseIterable {
    case useNodeIP = "UseNodeIP"
    /// The kernel chooses it.
    case none = "None"
}
