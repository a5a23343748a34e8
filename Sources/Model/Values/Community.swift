public import JSON

/// A BGP community, "aa:nn" (RFC 1997), or a large one, "aa:nn:mm" (RFC 8092).
public enum Community: Hashable, Sendable, FieldValue {
    case standard(UInt16, UInt16)
    case large(UInt32, UInt32, UInt32)

    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self.init(text)
    }

    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        if parts.count == 2, let first = UInt16(parts[0]), let second = UInt16(parts[1]) {
            self = .standard(first, second)
        } else if parts.count == 3, let global = UInt32(parts[0]), let first = UInt32(parts[1]), let second = UInt32(parts[2]) {
            self = .large(global, first, second)
        } else {
            return nil
        }
    }

    public var json: JSONValue {
        switch self {
        case .standard(let first, let second): .string("\(first):\(second)")
        case .large(let global, let first, let second): .string("\(global):\(first):\(second)")
        }
    }
}

extension ParsedRule where Value == Community {
    static var community: Self { Self("a community such as 64512:120, or a large one such as 64512:120:33", keepsText: true) }
}
