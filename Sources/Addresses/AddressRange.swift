/// Consecutive addresses of one family, both ends included.
public struct AddressRange: Hashable, Sendable {
    public let first: IPAddress
    public let last: IPAddress

    /// nil when the families differ or `last` lies before `first`.
    public init?(_ first: IPAddress, _ last: IPAddress) {
        guard first.family == last.family, first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Every address of a network, its first and last included.
    public init(_ prefix: IPPrefix) {
        first = prefix.first
        last = prefix.last
    }

    public var family: IPAddress.Family { first.family }

    /// How many addresses; the largest number for ::/0, which has one more.
    public var count: UInt128 {
        let distance = last.value - first.value
        return distance == .max ? .max : distance + 1
    }

    public func contains(_ address: IPAddress) -> Bool {
        address.family == family && first <= address && address <= last
    }

    public func overlaps(_ other: AddressRange) -> Bool {
        other.family == family && first <= other.last && other.first <= last
    }
}

extension AddressRange: CustomStringConvertible {
    public var description: String { first == last ? "\(first)" : "\(first)-\(last)" }
}
