/// Cuts a stream of octets into messages.
///
/// Octets go in as they come, messages come out as slices of them; only a message that arrives in pieces is copied, once.
/// Nothing is kept of what was handed in once ``next()`` has returned nil, but the beginning of an unfinished message.
public struct MessageFramer: Sendable {
    /// The longest message accepted, octets; to be set when the session is negotiated.
    public var maximumLength = MessageHeader.defaultMaximumLength
    /// Received last.
    private var input: ArraySlice<UInt8> = []
    /// Where in `input` the next octet is that belongs to no message yet.
    private var position = 0
    /// The beginning of a message that is not complete; not empty only while `input` may still complete it.
    private var partial: [UInt8] = []
    private var failure: BGPError?

    public init() {}

    /// Octets received that belong to no message yet.
    public var pendingCount: Int { partial.count + input.endIndex - position }

    /// Takes octets without copying them, unless some are still waiting.
    public mutating func append(_ octets: ArraySlice<UInt8>) {
        if position == input.endIndex {
            input = octets
            position = octets.startIndex
        } else {
            input.append(contentsOf: octets)
        }
    }

    /// Takes octets without copying them, unless some are still waiting.
    public mutating func append(_ octets: [UInt8]) { append(octets[...]) }

    /// The next message, or nil when more octets are needed.
    ///
    /// - Throws: The message header error (RFC 4271 §6.1). What follows it cannot be read: every later call throws it again.
    public mutating func next() throws(BGPError) -> MessageFrame? {
        if let failure { throw failure }
        do throws(BGPError) {
            return try partial.isEmpty ? nextWhole() : nextPartial()
        } catch {
            failure = error
            partial = []
            forgetInput()
            throw error
        }
    }

    private mutating func nextWhole() throws(BGPError) -> MessageFrame? {
        let available = input.endIndex &- position
        guard available >= MessageHeader.size else {
            keepRest(expecting: MessageHeader.size)
            return nil
        }
        let header = try MessageHeader(
            decoding: input.span.bytes.extracting(droppingFirst: position &- input.startIndex), maximumLength: maximumLength)
        guard available >= header.length else {
            keepRest(expecting: header.length)
            return nil
        }
        let end = position &+ header.length
        let frame = MessageFrame(kind: header.kind, octets: input[position..<end])
        position = end
        return frame
    }

    private mutating func nextPartial() throws(BGPError) -> MessageFrame? {
        guard complete(to: MessageHeader.size) else { return nil }
        let header = try MessageHeader(decoding: partial.span.bytes, maximumLength: maximumLength)
        guard complete(to: header.length) else { return nil }
        let frame = MessageFrame(kind: header.kind, octets: partial[...])
        partial = []
        return frame
    }

    /// Moves the rest of the input out of the memory it came in.
    private mutating func keepRest(expecting length: Int) {
        if position < input.endIndex {
            partial.reserveCapacity(length)
            partial.append(contentsOf: input[position...])
        }
        forgetInput()
    }

    /// Moves octets of the input to the unfinished message until it has `length`; false when there are too few.
    private mutating func complete(to length: Int) -> Bool {
        guard partial.count < length else { return true }
        let end = min(position + length - partial.count, input.endIndex)
        partial.append(contentsOf: input[position..<end])
        position = end
        if position == input.endIndex { forgetInput() }
        return partial.count == length
    }

    private mutating func forgetInput() {
        input = []
        position = input.startIndex
    }
}
