extension ASPath {
    /// The path with a number in front, as a speaker sends it to the next AS (RFC 4271 §5.1.2).
    ///
    /// - Parameters:
    ///   - asNumber: The number to put in front.
    ///   - count: How often.
    ///   - kind: ``SegmentKind/sequence``, or ``SegmentKind/confederationSequence`` to the next member AS (RFC 5065 §4).
    public func prepending(_ asNumber: ASNumber, count: Int = 1, kind: SegmentKind = .sequence) -> ASPath {
        var path = self
        for _ in 0..<max(count, 0) { path = path.prependingOnce(asNumber, kind) }
        return path
    }

    private func prependingOnce(_ asNumber: ASNumber, _ kind: SegmentKind) -> ASPath {
        var out: [UInt8] = []
        out.reserveCapacity(octets.count + 6)
        out.append(kind.rawValue)
        if let header = segmentHeader(at: 0), header.kind == kind, header.count < 255 {
            out.append(UInt8(truncatingIfNeeded: header.count + 1))
            out.append(uint32: asNumber.value)
            out.append(contentsOf: octets[2...])
        } else {
            out.append(1)
            out.append(uint32: asNumber.value)
            out.append(contentsOf: octets)
        }
        return ASPath(wellFormed: out)
    }

    /// The path as it leaves the confederation (RFC 5065 §4).
    public var withoutConfederation: ASPath {
        guard contains(where: \.isConfederation) else { return self }
        var out: [UInt8] = []
        var position = 0
        while let header = segmentHeader(at: position) {
            let end = position + 2 + 4 * header.count
            if !header.kind.isConfederation { out.append(contentsOf: octets[position..<end]) }
            position = end
        }
        return ASPath(wellFormed: out)
    }

    /// The path with every occurrence of a number replaced, for a peer whose AS several sites share.
    public func replacing(_ asNumber: ASNumber, with other: ASNumber) -> ASPath {
        guard contains(asNumber) else { return self }
        return ASPath(segments: segments.map { Segment($0.kind, $0.numbers.map { $0 == asNumber ? other : $0 }) })
    }

    /// The first `count` ASes in the sense of ``length``, with confederation segments that stand among or right behind them.
    func prefix(_ count: Int) -> ASPath {
        var out: [UInt8] = []
        var rest = count
        var position = 0
        while let header = segmentHeader(at: position) {
            let end = position + 2 + 4 * header.count
            let weight = header.kind.isConfederation ? 0 : header.kind == .set ? 1 : header.count
            if weight > rest {
                guard rest > 0 else { break }
                out.append(header.kind.rawValue)
                out.append(UInt8(truncatingIfNeeded: rest))
                out.append(contentsOf: octets[(position + 2)..<(position + 2 + 4 * rest)])
                break
            }
            out.append(contentsOf: octets[position..<end])
            rest -= weight
            position = end
        }
        return ASPath(wellFormed: out)
    }

    /// Both paths one after the other; two sequences that meet become one.
    func appending(_ other: ASPath) -> ASPath {
        guard !isEmpty else { return other }
        guard !other.isEmpty else { return self }
        var segments = segments
        var rest = other.segments
        if let last = segments.last, let first = rest.first, last.kind == .sequence, first.kind == .sequence,
            last.numbers.count + first.numbers.count <= 255
        {
            segments[segments.count - 1] = Segment(.sequence, last.numbers + first.numbers)
            rest.removeFirst()
        }
        return ASPath(segments: segments + rest)
    }
}
