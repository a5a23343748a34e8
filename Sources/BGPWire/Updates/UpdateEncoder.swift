/// Writes UPDATEs: as many routes of one kind into each message as the session allows, one message after the other.
///
/// Begin with attributes or a withdrawal, add prefixes, take the octets. Beginning again, the end of RIB and taking the octets end the
/// message before. Octets for one session can be sent to every session with equal ``EncodingOptions``.
public struct UpdateEncoder<Prefix: RoutePrefix>: Sendable {
    public let options: EncodingOptions
    /// Complete messages so far; the one that is being written not counted.
    public private(set) var messageCount = 0
    /// Zeroes behind ``position``: room for the message and for whole addresses stored at its end.
    @usableFromInline var octets: [UInt8]
    /// Behind the last octet written.
    @usableFromInline var position = 0
    /// Where routes have to end in the message that is being written; its beginning while there is none.
    @usableFromInline var routesEnd = 0
    @usableFromInline let hasPathIDs: Bool
    private var messageStart = 0
    private var routesStart = 0
    private var content = Content.none

    /// What the message is that is being written, and what ones after it will be.
    private enum Content: Sendable {
        case none
        case announcement(EncodedAttributes)
        case withdrawal
    }

    /// Room behind a message, so that addresses are stored whole: 16 octets.
    private static var slack: Int { 16 }

    /// - Parameters:
    ///   - options: Of the sessions.
    ///   - capacity: Octets to make room for at once.
    public init(options: EncodingOptions, capacity: Int = 0) {
        self.options = options
        hasPathIDs = options.addPath.contains(Prefix.family)
        octets = [UInt8](repeating: 0, count: capacity)
    }

    /// Octets written so far, those of an unfinished message included.
    public var count: Int { position }

    /// Octets of the longest message; every peer takes 4096 (RFC 4271 §4.1).
    private var limit: Int {
        Swift.min(Swift.max(options.maximumLength, MessageHeader.defaultMaximumLength), MessageHeader.extendedMaximumLength)
    }

    /// Octets of the longest entry of the family.
    private var longestEntry: Int { (hasPathIDs ? 5 : 1) + Prefix.bits / 8 }

    /// Begins an announcement of routes with these attributes.
    ///
    /// - Throws: ``EncodingError/attributesTooLong(length:limit:)`` when there is no room for even one route.
    public mutating func announce(with attributes: EncodedAttributes) throws(EncodingError) {
        endMessage()
        let length = MessageHeader.size + attributes.head.count + longestEntry + attributes.tail.count
        guard length <= limit else {
            content = .none
            throw .attributesTooLong(length: length, limit: limit)
        }
        content = .announcement(attributes)
    }

    /// Begins a withdrawal.
    public mutating func withdraw() {
        endMessage()
        content = .withdrawal
    }

    /// Adds a route to what was begun; nothing is written before anything was begun.
    ///
    /// - Parameters:
    ///   - prefix: Of the route.
    ///   - pathID: Written only where the session has path identifiers.
    @inlinable
    public mutating func add(_ prefix: Prefix, pathID: UInt32 = 0) {
        let withPathID = hasPathIDs
        let entry = (withPathID ? 5 : 1) &+ prefix.octetCount
        if position &+ entry > routesEnd, !beginMessage() { return }
        var offset = position
        position = offset &+ entry
        var span = octets.mutableSpan
        var raw = span.mutableBytes
        if withPathID {
            raw.storeBytes(of: pathID.bigEndian, toByteOffset: offset, as: UInt32.self)
            offset &+= 4
        }
        raw.storeBytes(of: prefix.length, toByteOffset: offset, as: UInt8.self)
        // The whole address: what is behind the prefix is written over, by the next entry or at the end.
        prefix.store(into: &raw, at: offset &+ 1)
    }

    /// Adds a route to what was begun.
    @inlinable
    public mutating func add(_ entry: NLRI<Prefix>) { add(entry.prefix, pathID: entry.pathID) }

    /// Adds routes to what was begun.
    @inlinable
    public mutating func add(_ entries: some Sequence<NLRI<Prefix>>) {
        for entry in entries { add(entry.prefix, pathID: entry.pathID) }
    }

    /// Adds the end of RIB of the family (RFC 4724 §2).
    public mutating func endOfRIB() {
        endMessage()
        content = .none
        var body: [UInt8] = [0, 0, 0, 0]
        if Prefix.family != .ipv4Unicast {
            AttributeHeader.encode(MPUnreach.code, MPUnreach.flags, length: 3, into: &body)
            body.append(uint16: Prefix.family.afi)
            body.append(Prefix.family.safi)
            body.patch(uint16: body.count - 4, at: 2)
        }
        reserve(MessageHeader.size + body.count)
        writeHeader()
        write(body)
        finishMessage()
    }

    /// Adds a ROUTE-REFRESH, so that it stands at its place among the UPDATEs (RFC 7313 §4).
    public mutating func append(_ message: RouteRefreshMessage) {
        end()
        var octets: [UInt8] = []
        message.encode(into: &octets)
        reserve(octets.count)
        write(octets)
        messageStart = position
        routesEnd = position
    }

    /// Ends the message that is being written: what is written until now is whole messages, ``count`` octets of them.
    public mutating func end() {
        endMessage()
        content = .none
    }

    /// The messages, complete; the encoder is empty then.
    public mutating func take() -> [UInt8] {
        end()
        let unused = octets.count - position
        octets.removeLast(unused)
        let messages = octets
        octets = []
        (position, routesEnd, messageStart, messageCount) = (0, 0, 0, 0)
        return messages
    }

    /// Ends the message that is full, if there is one, and begins the next; false when nothing was begun.
    @usableFromInline
    mutating func beginMessage() -> Bool {
        endMessage()
        switch content {
        case .none: return false
        case .announcement(let attributes):
            reserve(limit)
            writeHeader()
            write(attributes.head)
            routesEnd = messageStart + limit - attributes.tail.count
        case .withdrawal:
            reserve(limit)
            writeHeader()
            if Prefix.family == .ipv4Unicast {
                write([0, 0])
                // Behind the routes: the length of no attributes.
                routesEnd = messageStart + limit - 2
            } else {
                write([0, 0, 0, 0, AttributeFlags([.optional, .extendedLength]).rawValue, MPUnreach.code.rawValue, 0, 0])
                write([UInt8(truncatingIfNeeded: Prefix.family.afi >> 8), UInt8(truncatingIfNeeded: Prefix.family.afi), Prefix.family.safi])
                routesEnd = messageStart + limit
            }
        }
        routesStart = position
        return true
    }

    /// Writes the lengths and what comes behind the routes.
    private mutating func endMessage() {
        guard routesEnd > messageStart else { return }
        let bodyStart = messageStart + MessageHeader.size
        switch content {
        case .none: break
        case .announcement(let attributes):
            if attributes.isMultiprotocol {
                octets.patch(uint16: position - bodyStart - 8, at: bodyStart + 6)
                write(attributes.tail)
                octets.patch(uint16: position - bodyStart - 4, at: bodyStart + 2)
            }
        case .withdrawal:
            if Prefix.family == .ipv4Unicast {
                octets.patch(uint16: position - bodyStart - 2, at: bodyStart)
                write([0, 0])
            } else {
                octets.patch(uint16: position - bodyStart - 8, at: bodyStart + 6)
                octets.patch(uint16: position - bodyStart - 4, at: bodyStart + 2)
            }
        }
        finishMessage()
    }

    private mutating func finishMessage() {
        octets.patch(uint16: position - messageStart, at: messageStart + 16)
        messageStart = position
        routesEnd = position
        messageCount += 1
    }

    /// Makes room for `count` octets behind ``position`` and the slack.
    private mutating func reserve(_ count: Int) {
        let missing = position + count + Self.slack - octets.count
        // At least double: what is written is cleared once or twice, however many messages there are.
        if missing > 0 { octets += [UInt8](repeating: 0, count: Swift.max(missing, octets.count)) }
    }

    private mutating func writeHeader() {
        write(UpdateHeader.octets)
    }

    private mutating func write(_ part: [UInt8]) {
        octets.replaceSubrange(position..<(position + part.count), with: part)
        position += part.count
    }
}

/// The header of an UPDATE, its length 0.
private enum UpdateHeader {
    static let octets: [UInt8] = {
        var out: [UInt8] = []
        MessageHeader.begin(.update, in: &out)
        return out
    }()
}
