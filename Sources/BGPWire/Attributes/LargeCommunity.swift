/// A mark on a route for AS numbers of four octets: the AS and two numbers of its choice (RFC 8092).
public struct LargeCommunity: Hashable, Sendable {
    /// An AS number as a rule.
    public let administrator: UInt32
    public let first: UInt32
    public let second: UInt32

    @inlinable
    public init(_ administrator: UInt32, _ first: UInt32, _ second: UInt32) {
        self.administrator = administrator
        self.first = first
        self.second = second
    }

    /// Parses "64512:1:2".
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        guard let administrator = UInt32(parts[0]), let first = UInt32(parts[1]), let second = UInt32(parts[2]) else { return nil }
        self.init(administrator, first, second)
    }
}

extension LargeCommunity: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        (left.administrator, left.first, left.second) < (right.administrator, right.first, right.second)
    }
}

extension LargeCommunity: CustomStringConvertible {
    public var description: String { "\(administrator):\(first):\(second)" }
}
