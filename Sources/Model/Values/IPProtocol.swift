public import JSON

/// An IP protocol by name or number: "TCP", 132.
public enum IPProtocol: Hashable, Sendable, FieldValue {
    case number(UInt8)
    /// Spelt as written; see ``knownNames``.
    case named(String)

    /// The names that the API knows, in its spelling.
    public static let knownNames = ["TCP", "UDP", "ICMP", "ICMPv6", "SCTP", "UDPLite"]

    public init?(json: JSONValue) {
        switch json {
        case .string(let text):
            if text.utf8.allSatisfy({ (48...57).contains($0) }), !text.isEmpty {
                guard let number = UInt8(text) else { return nil }
                self = .number(number)
            } else {
                self = .named(text)
            }
        default:
            guard let number = json.wholeNumber, let value = UInt8(exactly: number) else { return nil }
            self = .number(value)
        }
    }

    public var json: JSONValue {
        switch self {
        case .number(let number): .integer(Int64(number))
        case .named(let name): .string(name)
        }
    }

    /// The protocol's number (IANA, Assigned Internet Protocol Numbers); nil for an unknown name.
    public var value: UInt8? {
        switch self {
        case .number(let number): number
        case .named(let name): Self.number(of: name) ?? Self.number(of: Self.knownNames.first { $0.lowercased() == name.lowercased() } ?? "")
        }
    }

    private static func number(of name: String) -> UInt8? {
        switch name {
        case "TCP": 6
        case "UDP": 17
        case "ICMP": 1
        case "ICMPv6": 58
        case "SCTP": 132
        case "UDPLite": 136
        default: nil
        }
    }

    /// TCP, UDP and SCTP.
    public var hasPorts: Bool { value == 6 || value == 17 || value == 132 }
}
