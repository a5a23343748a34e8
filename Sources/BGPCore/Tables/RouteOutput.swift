/// Whole messages for some peers: encoded once, sent to each of them but for what is not for it.
public struct RouteOutput: Sendable {
    /// What peers get that not all get the same.
    public struct Part: Sendable {
        public let peer: PeerIndex
        /// Pieces of ``octets``, in order.
        public let ranges: [Range<Int>]
    }

    public let octets: [UInt8]
    /// The part that ``peers`` get.
    public let common: Range<Int>
    public let peers: [PeerIndex]
    public let parts: [Part]
}
