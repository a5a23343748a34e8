/// Private use numbers (RFC 6996) mean nothing outside the ASes that agreed on them.
extension ASPath {
    /// Whether every number is a private one. False for an empty path.
    public var isPrivateOnly: Bool { !isEmpty && allNumbers(\.isPrivate) }

    /// The path without private numbers; segments that lose all of theirs go.
    public var withoutPrivateNumbers: ASPath {
        guard hasPrivateNumbers else { return self }
        return ASPath(segments: segments.map { Segment($0.kind, $0.numbers.filter { !$0.isPrivate }) })
    }

    /// The path with another number for each private one: as long as before, but for sets, which have every number once.
    public func replacingPrivateNumbers(with other: ASNumber) -> ASPath {
        guard hasPrivateNumbers else { return self }
        return ASPath(
            segments: segments.map { segment in
                let numbers = segment.numbers.map { $0.isPrivate ? other : $0 }
                switch segment.kind {
                case .sequence, .confederationSequence: return Segment(segment.kind, numbers)
                case .set, .confederationSet:
                    return Segment(segment.kind, numbers.indices.filter { numbers.firstIndex(of: numbers[$0]) == $0 }.map { numbers[$0] })
                }
            })
    }

    private var hasPrivateNumbers: Bool { !allNumbers { !$0.isPrivate } }

    private func allNumbers(_ condition: (ASNumber) -> Bool) -> Bool {
        var position = 0
        while let header = segmentHeader(at: position) {
            position += 2
            for _ in 0..<header.count {
                guard condition(number(at: position)) else { return false }
                position += 4
            }
        }
        return true
    }
}
