/// An endpoint peers can connect to, as it is now.
public struct ListenerStatus: Hashable, Sendable {
    public var endpoint: ListenEndpoint
    public var isOpen: Bool
    /// Why it is not open, or is not any more: "address already in use: 10.0.0.7:179; another BGP speaker may run".
    public var lastError: String?
    /// Connections taken.
    public var accepted: UInt64
    /// Connections closed at once: no peer at their address, or too many.
    public var refused: UInt64
}
