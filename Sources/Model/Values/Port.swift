public import JSON

/// A port, a range of ports or the name of one: 80, "1000:2000", "http".
public enum Port: Hashable, Sendable, FieldValue {
    case number(UInt16)
    /// Both ends included.
    case range(UInt16, UInt16)
    /// 1 to 128 letters, digits, "_", "." and "-".
    case named(String)

    public init?(json: JSONValue) {
        switch json {
        case .string(let text): self.init(text)
        default:
            guard let number = json.wholeNumber, let port = UInt16(exactly: number) else { return nil }
            self = .number(port)
        }
    }

    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        switch (parts.count, areDigits) {
        case (1, true):
            guard let port = UInt16(text) else { return nil }
            self = .number(port)
        case (2, true):
            guard let low = UInt16(parts[0]), let high = UInt16(parts[1]), low <= high else { return nil }
            self = low == high ? .number(low) : .range(low, high)
        case (1, false):
            guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(Name.isIdentifierOctet) else { return nil }
            self = .named(text)
        default: return nil
        }
    }

    public var json: JSONValue {
        switch self {
        case .number(let port): .integer(Int64(port))
        case .range(let low, let high): .string("\(low):\(high)")
        case .named(let name): .string(name)
        }
    }

    /// The ports, first to last; nil for a name.
    public var numbers: ClosedRange<UInt16>? {
        switch self {
        case .number(let port): port...port
        case .range(let low, let high): low...high
        case .named: nil
        }
    }
}
