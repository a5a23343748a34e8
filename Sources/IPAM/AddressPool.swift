public import Addresses

/// The addresses of one family that pods can be given: ranges in order, minus what is reserved and excluded.
///
/// A pool is a value made from configuration. Which of its addresses are in use is in an ``AddressLedger``.
public struct AddressPool: Hashable, Sendable {
    public let family: IPAddress.Family
    /// Tried in this order; at least one, all of ``family``, spans without overlap.
    public let ranges: [Range]
    /// Never handed out, besides what the ranges reserve; merged and in order.
    public let exclusions: [AddressRange]
    /// Nanoseconds a released address rests before it is handed out again; 0 for none.
    public let coolDown: UInt64
    /// Exclusions, network and broadcast addresses and gateways.
    @usableFromInline let blocked: AddressIntervals

    /// - Parameters:
    ///   - ranges: At least one, all of one family, in the order of use.
    ///   - exclusions: Addresses of the same family, anywhere.
    ///   - coolDown: Nanoseconds; 0 for none.
    public init(ranges: [Range], exclusions: [AddressRange] = [], coolDown: UInt64 = 0) throws(PoolError) {
        guard let family = ranges.first?.family else { throw .noRange }
        for range in ranges where range.family != family { throw .mixedFamilies(range.subnet, family) }
        for exclusion in exclusions where exclusion.family != family { throw .exclusionFamily(exclusion, family) }
        for index in ranges.indices {
            for other in 0..<index where ranges[index].span.overlaps(ranges[other].span) {
                throw .overlap(ranges[other].span, ranges[index].span)
            }
        }
        self.family = family
        self.ranges = ranges
        self.coolDown = coolDown
        var intervals = AddressIntervals()
        for exclusion in exclusions { intervals.insert(exclusion) }
        self.exclusions = intervals.intervals
        for range in ranges { range.visitReserved { intervals.insert(AddressRange(IPPrefix(host: $0))) } }
        blocked = intervals
        guard capacity > 0 else { throw .nothingUsable(ranges.map { $0.span }) }
    }

    /// How many addresses can be handed out at once; the largest number when there are more.
    public var capacity: UInt128 {
        ranges.reduce(0) { sum, range in
            let (total, overflow) = sum.addingReportingOverflow(range.span.count - blocked.count(within: range.span))
            return overflow ? .max : total
        }
    }

    /// The range that may hand out `address`: it lies in the span and is neither reserved nor excluded.
    public func range(handingOut address: IPAddress) -> Range? {
        guard blocked.interval(containing: address) == nil else { return nil }
        for range in ranges where range.span.contains(address) { return range }
        return nil
    }

    /// The subnets of all ranges, each address once, in order.
    @usableFromInline var subnets: [AddressRange] {
        var intervals = AddressIntervals()
        for range in ranges { intervals.insert(AddressRange(range.subnet)) }
        return intervals.intervals
    }

    /// Whether an address released at `time` still rests; both in nanoseconds.
    @usableFromInline func isCooling(releasedAt time: UInt64, now: UInt64) -> Bool {
        guard coolDown > 0 else { return false }
        let (end, overflow) = time.addingReportingOverflow(coolDown)
        return overflow || end > now
    }
}

extension AddressPool: CustomStringConvertible {
    /// The spans: "10.65.0.2-10.65.0.254, 10.66.0.2-10.66.0.254".
    public var description: String { ranges.map { "\($0.span)" }.joined(separator: ", ") }
}
