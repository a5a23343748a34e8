/// Keys from a first one up to, not including, an end; ordered by their bytes.
public struct KeyRange: Hashable, Sendable {
    /// The first key inside, or octets before it. Empty: from the first key there is.
    public let first: [UInt8]
    /// The first octets that are not inside any more; nil: none, the range reaches to the last key.
    public let end: [UInt8]?

    /// - Parameter end: A range that ends where it begins, or before, has no keys in it.
    public init(first: [UInt8], end: [UInt8]?) {
        self.first = first
        self.end = end
    }

    public static let all = KeyRange(first: [], end: nil)

    /// One key.
    public static func key(_ key: Key) -> KeyRange { KeyRange(first: key.octets, end: key.octets + [0]) }

    /// Every key that begins with `prefix`.
    public static func prefix(_ prefix: Key) -> KeyRange {
        // The end is the prefix with its last octet increased; 0xff cannot be, so those at the end fall away first.
        var end = prefix.octets
        while end.last == 0xff { end.removeLast() }
        guard let last = end.popLast() else { return KeyRange(first: prefix.octets, end: nil) }
        return KeyRange(first: prefix.octets, end: end + [last + 1])
    }

    /// What is left of this range behind `key`: where the next page begins.
    public func after(_ key: Key) -> KeyRange { KeyRange(first: key.octets + [0], end: end) }

    public func contains(_ key: Key) -> Bool { !key.octets.precedes(first) && (end.map { key.octets.precedes($0) } ?? true) }

    /// Whether no key can be inside.
    public var isEmpty: Bool { end.map { !first.precedes($0) } ?? false }

    /// The key that is all of this range, or nil when the range is wider.
    public var singleKey: Key? {
        guard let end, end.count == first.count + 1, end.last == 0, end.starts(with: first), !first.isEmpty else { return nil }
        return Key(octets: first)
    }
}

extension KeyRange: CustomStringConvertible {
    public var description: String {
        if let singleKey { return singleKey.text }
        return "\(Key(octets: first))..<\(end.map { Key(octets: $0).text } ?? "")"
    }
}
