extension ASPath {
    /// The length that is compared between routes: a set counts as one, confederation segments as none (RFC 4271 §9.1.2.2, RFC 5065 §5.3).
    public var length: Int {
        var length = 0
        var position = 0
        while let header = segmentHeader(at: position) {
            switch header.kind {
            case .sequence: length += header.count
            case .set: length += 1
            case .confederationSequence, .confederationSet: break
            }
            position += 2 + 4 * header.count
        }
        return length
    }

    /// How often a number is in the path, confederation segments included.
    public func count(of asNumber: ASNumber) -> Int {
        var count = 0
        var position = 0
        while let header = segmentHeader(at: position) {
            position += 2
            for _ in 0..<header.count {
                if number(at: position) == asNumber { count += 1 }
                position += 4
            }
        }
        return count
    }

    public func contains(_ asNumber: ASNumber) -> Bool { count(of: asNumber) > 0 }

    /// Whether the path begins with these numbers. A set is one step of the path: any of its numbers will do.
    public func hasPrefix(_ numbers: [ASNumber]) -> Bool {
        var found = 0
        var position = 0
        while found < numbers.count, let header = segmentHeader(at: position) {
            let isSet = header.kind == .set || header.kind == .confederationSet
            position += 2
            if isSet {
                guard (0..<header.count).contains(where: { number(at: position + 4 * $0) == numbers[found] }) else { return false }
                found += 1
            } else {
                for offset in 0..<min(header.count, numbers.count - found) {
                    guard number(at: position + 4 * offset) == numbers[found] else { return false }
                    found += 1
                }
            }
            position += 4 * header.count
        }
        return found == numbers.count
    }

    /// The number in front, when a sequence is: the AS the route was learned from, a member AS if that was in the confederation.
    public var firstAS: ASNumber? {
        guard let header = segmentHeader(at: 0), header.kind == .sequence || header.kind == .confederationSequence else { return nil }
        return number(at: 2)
    }

    /// The AS outside the confederation that the route was learned from; nil for a route of this AS, or when a set comes first.
    public var neighborAS: ASNumber? {
        var position = 0
        while let header = segmentHeader(at: position) {
            if !header.kind.isConfederation { return header.kind == .sequence ? number(at: position + 2) : nil }
            position += 2 + 4 * header.count
        }
        return nil
    }

    /// The AS that originated the route; nil for a route of this AS, or of an aggregated one.
    public var originAS: ASNumber? {
        var origin: ASNumber?
        var position = 0
        while let header = segmentHeader(at: position) {
            position += 2 + 4 * header.count
            switch header.kind {
            case .sequence: origin = number(at: position - 4)
            case .set: origin = nil
            case .confederationSequence, .confederationSet: break
            }
        }
        return origin
    }

    func contains(where condition: (SegmentKind) -> Bool) -> Bool {
        var position = 0
        while let header = segmentHeader(at: position) {
            if condition(header.kind) { return true }
            position += 2 + 4 * header.count
        }
        return false
    }

    /// Whether a number needs four octets, so that peers without them get AS4_PATH too.
    var needsFourOctets: Bool {
        var position = 0
        while let header = segmentHeader(at: position) {
            position += 2
            for _ in 0..<header.count {
                if !number(at: position).fitsTwoOctets { return true }
                position += 4
            }
        }
        return false
    }
}
