internal import Addresses

/// A set of addresses of one family as merged intervals in order.
@usableFromInline
struct AddressIntervals: Hashable, Sendable {
    /// Ascending; no two overlap or touch.
    private(set) var intervals: [AddressRange] = []

    /// Adds the addresses of `range`, merging it with the intervals it overlaps or touches.
    mutating func insert(_ range: AddressRange) {
        var first = range.first
        var last = range.last
        var start = 0
        while start < intervals.count, let next = intervals[start].last.advanced(by: 1), next < first { start += 1 }
        var end = start
        while end < intervals.count, last.advanced(by: 1).map({ intervals[end].first <= $0 }) ?? true {
            first = min(first, intervals[end].first)
            last = max(last, intervals[end].last)
            end += 1
        }
        guard let merged = AddressRange(first, last) else { return }
        intervals.removeSubrange(start..<end)
        intervals.insert(merged, at: start)
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
        var sum: UInt128 = 0
        for interval in intervals {
            guard let common = AddressRange(max(interval.first, range.first), min(interval.last, range.last)) else { continue }
            sum += common.count
        }
        return sum
    }
}
