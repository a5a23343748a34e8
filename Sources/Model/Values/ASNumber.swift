public import JSON

/// The number of an autonomous system, 32 bits (RFC 6793); "64512", 64512 or "1.10" (RFC 5396 asdot).
public struct ASNumber: Hashable, Sendable, FieldValue {
    public let value: UInt32

    public init(_ value: UInt32) { self.value = value }

    public init?(json: JSONValue) {
        switch json {
        case .string(let text): self.init(text)
        default:
            guard let number = json.wholeNumber, let value = UInt32(exactly: number) else { return nil }
            self.init(value)
        }
    }

    /// Plain or dotted decimal, each dotted half of 16 bits.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        switch parts.count {
        case 1:
            guard let value = UInt32(parts[0]) else { return nil }
            self.value = value
        case 2:
            guard let high = UInt16(parts[0]), let low = UInt16(parts[1]) else { return nil }
            value = UInt32(high) << 16 | UInt32(low)
        default: return nil
        }
    }

    public var json: JSONValue { .integer(Int64(value)) }
}

extension ASNumber: CustomStringConvertible {
    public var description: String { String(value) }
}
