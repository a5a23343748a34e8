/// Who gets which octets of an output.
struct OutputAudience: Sendable {
    /// Octets for all but the peers named with them.
    private var exceptions: [UInt32: [Range<Int>]] = [:]
    /// Octets for one peer alone; they stand behind the common ones.
    private var alone: [UInt32: [Range<Int>]] = [:]

    mutating func exclude(_ peer: UInt32, from range: Range<Int>) {
        guard !range.isEmpty else { return }
        Self.append(range, to: &exceptions[peer, default: []])
    }

    mutating func add(_ range: Range<Int>, for peer: UInt32) {
        guard !range.isEmpty else { return }
        Self.append(range, to: &alone[peer, default: []])
    }

    private static func append(_ range: Range<Int>, to ranges: inout [Range<Int>]) {
        if let last = ranges.last, last.upperBound == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
    }

    /// - Parameters:
    ///   - octets: Everything that was encoded.
    ///   - commonEnd: Where the octets for one peer alone begin.
    ///   - readers: The peers.
    func output(_ octets: [UInt8], commonEnd: Int, readers: [UInt32]) -> RouteOutput {
        guard !exceptions.isEmpty || !alone.isEmpty else {
            return RouteOutput(octets: octets, common: 0..<commonEnd, peers: commonEnd == 0 ? [] : readers.map(PeerIndex.init), parts: [])
        }
        var peers: [PeerIndex] = []
        var parts: [RouteOutput.Part] = []
        for reader in readers {
            let excluded = exceptions[reader]
            let own = alone[reader]
            guard excluded != nil || own != nil else {
                if commonEnd > 0 { peers.append(PeerIndex(reader)) }
                continue
            }
            var ranges: [Range<Int>] = []
            var start = 0
            for range in excluded ?? [] {
                if start < range.lowerBound { ranges.append(start..<range.lowerBound) }
                start = range.upperBound
            }
            if start < commonEnd { ranges.append(start..<commonEnd) }
            ranges += own ?? []
            if !ranges.isEmpty { parts.append(RouteOutput.Part(peer: PeerIndex(reader), ranges: ranges)) }
        }
        return RouteOutput(octets: octets, common: 0..<commonEnd, peers: peers, parts: parts)
    }
}
