/// The prefixes of one NLRI field, read from the message's octets as they are asked for.
@frozen
public struct NLRISequence<Prefix: RoutePrefix>: Sequence, Sendable {
    @usableFromInline let octets: ArraySlice<UInt8>
    @usableFromInline let hasPathIDs: Bool

    /// - Parameters:
    ///   - octets: The field. Reading ends at the first entry that is not whole; see ``NLRIBlock`` for a field that was checked.
    ///   - hasPathIDs: Each entry begins with a path identifier (RFC 7911 §3).
    @inlinable
    public init(octets: ArraySlice<UInt8>, hasPathIDs: Bool) {
        self.octets = octets
        self.hasPathIDs = hasPathIDs
    }

    @inlinable
    public func makeIterator() -> Iterator { Iterator(octets: octets, hasPathIDs: hasPathIDs) }

    @frozen
    public struct Iterator: IteratorProtocol {
        @usableFromInline let octets: ArraySlice<UInt8>
        @usableFromInline let hasPathIDs: Bool
        @usableFromInline var offset = 0

        @inlinable
        init(octets: ArraySlice<UInt8>, hasPathIDs: Bool) {
            self.octets = octets
            self.hasPathIDs = hasPathIDs
        }

        @inlinable
        public mutating func next() -> NLRI<Prefix>? {
            var position = offset
            let entry = Self.read(octets.span.bytes, at: &position, hasPathIDs: hasPathIDs)
            offset = position
            return entry
        }

        /// The entry at `offset`, which moves behind it; nil at the end and where no whole entry is.
        @inlinable
        static func read(_ span: RawSpan, at offset: inout Int, hasPathIDs: Bool) -> NLRI<Prefix>? {
            var position = offset
            var pathID: UInt32 = 0
            if hasPathIDs {
                guard span.byteCount &- position >= 4 else { return nil }
                pathID = UInt32(bigEndian: unsafe span.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self))
                position &+= 4
            }
            guard position < span.byteCount else { return nil }
            let length = unsafe span.unsafeLoadUnaligned(fromByteOffset: position, as: UInt8.self)
            position &+= 1
            let octetCount = (Int(length) &+ 7) >> 3
            guard Int(length) <= Prefix.bits, span.byteCount &- position >= octetCount else { return nil }
            offset = position &+ octetCount
            return NLRI(Prefix(octets: span, at: position, length: length), pathID: pathID)
        }
    }

    /// Calls `body` with every entry: the quickest way through a field.
    @inlinable
    public func forEach<Failure: Error>(_ body: (NLRI<Prefix>) throws(Failure) -> Void) throws(Failure) {
        let span = octets.span.bytes
        var offset = 0
        while let entry = Iterator.read(span, at: &offset, hasPathIDs: hasPathIDs) { try body(entry) }
    }
}
