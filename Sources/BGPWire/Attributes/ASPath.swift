/// The ASes a route has passed, the nearest first (RFC 4271 §5.1.2, RFC 5065 §3).
public struct ASPath: Hashable, Sendable {
    /// What the numbers of a segment mean to each other (RFC 4271 §4.3, RFC 5065 §3).
    public enum SegmentKind: UInt8, Hashable, Sendable, CaseIterable {
        /// In no order: of aggregated routes.
        case set = 1
        case sequence
        case confederationSequence
        case confederationSet

        public var isConfederation: Bool { self == .confederationSequence || self == .confederationSet }
    }

    /// A part of the path.
    public struct Segment: Hashable, Sendable {
        public let kind: SegmentKind
        /// At least one.
        public let numbers: [ASNumber]

        public init(_ kind: SegmentKind, _ numbers: [ASNumber]) {
            self.kind = kind
            self.numbers = numbers
        }
    }

    /// The segments as AS_PATH has them between peers with 4-octet AS numbers: kind, count, numbers.
    ///
    /// One allocation for the path, none for an empty one; written to such a peer as it is. Always well-formed.
    let octets: [UInt8]

    /// The path of a route of this AS.
    public init() { octets = [] }

    init(wellFormed octets: [UInt8]) { self.octets = octets }

    /// A path of one sequence.
    public init(_ numbers: [ASNumber]) { self.init(segments: [Segment(.sequence, numbers)]) }

    /// - Parameter segments: Those without numbers are left out, those with more than 255 split.
    public init(segments: [Segment]) {
        var octets: [UInt8] = []
        for segment in segments {
            var rest = segment.numbers[...]
            while !rest.isEmpty {
                let part = rest.prefix(255)
                octets.append(segment.kind.rawValue)
                octets.append(UInt8(truncatingIfNeeded: part.count))
                for number in part { octets.append(uint32: number.value) }
                rest = rest.dropFirst(part.count)
            }
        }
        self.octets = octets
    }

    public var isEmpty: Bool { octets.isEmpty }

    public var segments: [Segment] {
        var segments: [Segment] = []
        var position = 0
        while let header = segmentHeader(at: position) {
            segments.append(Segment(header.kind, (0..<header.count).map { number(at: position + 2 + 4 * $0) }))
            position += 2 + 4 * header.count
        }
        return segments
    }

    /// Kind and count of the segment at an octet; nil at the end.
    func segmentHeader(at position: Int) -> (kind: SegmentKind, count: Int)? {
        guard octets.count - position >= 2, let kind = SegmentKind(rawValue: octets[position]) else { return nil }
        return (kind, Int(octets[position + 1]))
    }

    func number(at position: Int) -> ASNumber { ASNumber(octets.span.bytes.uint32(position)) }
}

extension ASPath: CustomStringConvertible {
    /// "64513 64514 {64515 64516}", confederation segments in parentheses: "(65001 65002) 64513", "({65001}) 64513".
    public var description: String {
        segments.map { segment in
            let numbers = segment.numbers.map(\.description).joined(separator: " ")
            return switch segment.kind {
            case .set: "{\(numbers)}"
            case .sequence: numbers
            case .confederationSequence: "(\(numbers))"
            case .confederationSet: "({\(numbers)})"
            }
        }.joined(separator: " ")
    }
}
