/// One message on the socket: 4 octets length, big endian, then that many octets of JSON.
public enum Frame {
    /// Octets in front of each message.
    public static let headerSize = 4
    /// Longest message, in octets.
    public static let maximumLength = 16 << 20

    /// The frame around a message.
    ///
    /// - Throws: ``FrameError`` when the message is empty or longer than ``maximumLength``.
    public static func encode(_ message: some Collection<UInt8>) throws(FrameError) -> [UInt8] {
        let length = message.count
        guard length > 0 else { throw .empty }
        guard length <= maximumLength else { throw .tooLong(length: length, limit: maximumLength) }
        var octets: [UInt8] = []
        octets.reserveCapacity(headerSize + length)
        for shift in [24, 16, 8, 0] { octets.append(UInt8(truncatingIfNeeded: length >> shift)) }
        octets.append(contentsOf: message)
        return octets
    }
}
