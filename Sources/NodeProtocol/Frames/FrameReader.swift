/// Takes the octets of a connection as they come and gives back whole messages.
///
/// It holds what has not been taken out yet: not more than one unfinished message when ``next()`` is called until it gives nil. A length that is
/// too large is refused before any of its octets are kept.
public struct FrameReader: Sendable {
    private var buffer: [UInt8] = []
    /// Octets of `buffer` that have been given back.
    private var consumed = 0
    /// Longest message taken, in octets.
    public let limit: Int

    public init(limit: Int = Frame.maximumLength) { self.limit = limit }

    /// Octets that wait for the rest of their message.
    public var pendingCount: Int { buffer.count - consumed }

    /// Adds what has come.
    public mutating func append(_ octets: some Sequence<UInt8>) {
        if consumed > 0, consumed == buffer.count || consumed > 1 << 16 {
            buffer.removeFirst(consumed)
            consumed = 0
        }
        buffer.append(contentsOf: octets)
    }

    /// The next whole message without its length; nil: more octets are needed.
    ///
    /// - Throws: ``FrameError``, again and again: the connection is of no more use.
    public mutating func next() throws(FrameError) -> [UInt8]? {
        guard pendingCount >= Frame.headerSize else { return nil }
        var length = 0
        for index in consumed..<consumed + Frame.headerSize { length = length << 8 | Int(buffer[index]) }
        guard length > 0 else { throw .empty }
        guard length <= limit else { throw .tooLong(length: length, limit: limit) }
        let start = consumed + Frame.headerSize
        guard buffer.count - start >= length else { return nil }
        consumed = start + length
        return Array(buffer[start..<consumed])
    }
}
