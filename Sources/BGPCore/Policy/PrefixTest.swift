internal import Addresses

/// ``FilterCondition/prefix(_:_:lengths:)`` made ready: a mask and bounds. No references, for millions of prefixes.
struct PrefixTest: Sendable {
    private let family: IPAddress.Family
    private let network: UInt128
    private let mask: UInt128
    private let shortest: Int
    private let longest: Int
    private let isNegated: Bool

    init(_ comparison: FilterCondition.Operator, _ network: IPPrefix, _ lengths: ClosedRange<Int>?) {
        family = network.family
        self.network = network.first.value
        mask = network.first.value ^ network.last.value ^ .max
        switch (comparison, lengths) {
        case (.equal, nil), (.notEqual, nil):
            shortest = network.length
            longest = network.length
        default:
            shortest = max(network.length, lengths?.lowerBound ?? 0)
            longest = lengths?.upperBound ?? family.bits
        }
        isNegated = comparison == .notEqual || comparison == .notInside
    }

    @inline(__always)
    func holds(_ prefix: IPPrefix) -> Bool {
        guard prefix.family == family else { return false }
        let isOne = prefix.length >= shortest && prefix.length <= longest && prefix.address.value & mask == network
        return isOne != isNegated
    }
}
