/// The attributes of one UPDATE's routes as received, without the routes: the key under which decoded attributes are kept.
///
/// Equal blocks from sessions with equal ``DecodingOptions`` decode to equal ``PathAttributes``. Blocks that differ in octets
/// only (another order, other lengths of lengths) decode to equal attributes too; they are told apart here because that is quick.
public struct AttributeBlock: Sendable {
    /// Where both parts are; it may be the whole received message.
    private let memory: ArraySlice<UInt8>
    /// What MP_REACH_NLRI has before its routes: AFI, SAFI, next hop. Empty for routes of the NLRI field.
    private let head: OctetRange
    /// The other attributes.
    private let list: OctetRange
    /// A hash of the octets, seeded by ``DecodingOptions/hashSeed``.
    public let hash: UInt64

    /// - Parameters:
    ///   - octets: An attribute list, as ``PathAttributes/canonicalList(_:)`` gives one.
    ///   - seed: The same for blocks that are compared.
    public init(_ octets: ArraySlice<UInt8>, seed: UInt64 = 0) {
        self.init(octets, head: OctetRange(0, 0), list: OctetRange(0, octets.count), seed: seed)
    }

    /// Parts of `memory`, as offsets from its beginning.
    init(_ memory: ArraySlice<UInt8>, head: OctetRange, list: OctetRange, seed: UInt64) {
        self.memory = memory
        self.head = head
        self.list = list
        let span = memory.span.bytes
        let start = head.isEmpty ? seed : OctetHash.hash(span.extracting(head.start..<head.end), seed: seed)
        hash = OctetHash.hash(span.extracting(list.start..<list.end), seed: start)
    }

    private init(memory: ArraySlice<UInt8>, head: OctetRange, list: OctetRange, hash: UInt64) {
        self.memory = memory
        self.head = head
        self.list = list
        self.hash = hash
    }

    /// Octets of both parts.
    public var count: Int { head.end - head.start + list.end - list.start }

    /// The same in memory of its own; else it keeps the received buffer alive.
    public func compacted() -> AttributeBlock {
        var own: [UInt8] = []
        own.reserveCapacity(count)
        own.append(contentsOf: slice(head))
        own.append(contentsOf: slice(list))
        let middle = head.end - head.start
        return AttributeBlock(memory: own[...], head: OctetRange(0, middle), list: OctetRange(middle, own.count), hash: hash)
    }

    /// A valid attribute list, when the received one was: MP_REACH_NLRI without routes, if it was there, then the others.
    public var octets: [UInt8] {
        var out: [UInt8] = []
        if !head.isEmpty {
            AttributeHeader.encode(MPReach.code, MPReach.flags, length: head.end - head.start + 1, into: &out)
            out.append(contentsOf: slice(head))
            out.append(0)
        }
        out.append(contentsOf: slice(list))
        return out
    }

    private func slice(_ range: OctetRange) -> ArraySlice<UInt8> {
        memory[(memory.startIndex + range.start)..<(memory.startIndex + range.end)]
    }

    /// - Throws: UPDATE error "unrecognized well-known attribute"; everything else malformed is told in the outcome.
    public func decode(options: DecodingOptions) throws(BGPError) -> AttributeOutcome {
        var decoder = AttributeDecoder(options: options)
        let span = memory.span.bytes
        if !head.isEmpty { decoder.decodeReach(span.extracting(head.start..<head.end)) }
        try decoder.decode(span.extracting(list.start..<list.end))
        return decoder.finish()
    }
}

extension AttributeBlock: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        guard left.hash == right.hash else { return false }
        let (leftSpan, rightSpan) = (left.memory.span.bytes, right.memory.span.bytes)
        return OctetHash.areEqual(leftSpan.extracting(left.list.start..<left.list.end), rightSpan.extracting(right.list.start..<right.list.end))
            && OctetHash.areEqual(leftSpan.extracting(left.head.start..<left.head.end), rightSpan.extracting(right.head.start..<right.head.end))
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// Octets of a message, as offsets.
struct OctetRange: Sendable {
    private let first: UInt32
    private let past: UInt32

    init(_ start: Int, _ end: Int) {
        first = UInt32(truncatingIfNeeded: start)
        past = UInt32(truncatingIfNeeded: end)
    }

    var start: Int { Int(first) }
    var end: Int { Int(past) }
    var isEmpty: Bool { first == past }
}
