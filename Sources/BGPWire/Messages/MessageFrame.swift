/// One whole message as received, its header checked and the rest not yet.
@frozen
public struct MessageFrame: Sendable {
    public let kind: MessageKind
    /// The message, header included. It shares the memory of what was received.
    public let octets: ArraySlice<UInt8>

    /// What follows the header.
    @inlinable
    public var body: ArraySlice<UInt8> { octets[(octets.startIndex &+ 19)...] }

    /// - Parameter octets: A whole message.
    @inlinable
    init(kind: MessageKind, octets: ArraySlice<UInt8>) {
        self.kind = kind
        self.octets = octets
    }
}
