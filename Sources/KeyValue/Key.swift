/// A key: UTF-8 text, equal and ordered by its bytes.
///
/// Unlike `String`, which takes "é" in one and in two scalars for the same text, a key is what etcd and LMDB compare: octets.
/// Octets that come out of a store are taken as they are; ``text`` repairs what is not UTF-8.
public struct Key: Hashable, Sendable {
    public let octets: [UInt8]

    public init(_ text: some StringProtocol) { octets = Array(text.utf8) }

    public init(octets: [UInt8]) { self.octets = octets }

    public var text: String { String(decoding: octets, as: UTF8.self) }
}

extension Key: Comparable {
    public static func < (left: Key, right: Key) -> Bool { left.octets.precedes(right.octets) }
}

extension Key: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension Key: CustomStringConvertible {
    public var description: String { text }
}

extension [UInt8] {
    /// Whether these octets come before `other`: by the first octet that differs, then by length.
    func precedes(_ other: [UInt8]) -> Bool { withUnsafeBytes { left in other.withUnsafeBytes { left.order($0) < 0 } } }
}

extension UnsafeRawBufferPointer {
    /// Negative, zero or positive, as memcmp(3) has it, then by length.
    fileprivate func order(_ other: UnsafeRawBufferPointer) -> Int {
        for index in 0..<Swift.min(count, other.count) where self[index] != other[index] { return Int(self[index]) - Int(other[index]) }
        return count - other.count
    }
}
