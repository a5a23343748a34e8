internal import Addresses

/// A set of addresses of one family as merged intervals in order.
struct AddressIntervals: Hashable, Sendable {
    /// Ascending; no two overlap or touch.
    private(set) var intervals: [AddressRange] = []

    init(_ ranges: [AddressRange]) {
        for range in ranges.sorted(by: { $0.first < $1.first }) {
            guard let previous = intervals.last, previous.last.advanced(by: 1).map({ range.first <= $0 }) ?? true else {
                intervals.append(range)
                continue
            }
            guard let joined = AddressRange(previous.first, max(previous.last, range.last)) else { continue }
            intervals[intervals.count - 1] = joined
        }
    }

    /// The interval that holds `address`, by binary search.
    func interval(containing address: IPAddress) -> AddressRange? {
        var low = 0
        var high = intervals.count
        while low < high {
            let middle = (low + high) / 2
            if intervals[middle].last < address { low = middle + 1 } else { high = middle }
        }
        guard low < intervals.count, intervals[low].contains(address) else { return nil }
        return intervals[low]
    }

    /// How many addresses of `range` are in the set.
    func count(within range: AddressRange) -> UInt128 {
        intervals.reduce(0) { sum, interval in
            guard let common = AddressRange(max(interval.first, range.first), min(interval.last, range.last)) else { return sum }
            return sum + common.count
        }
    }
}
