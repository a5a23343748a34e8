extension Field where Value == Bool {
    public static func flag(_ name: String, _ traits: FieldTrait..., doc: String) -> Field { Field(name, BooleanRule(), traits, doc) }
}

extension Field where Value == Int {
    public static func integer(
        _ name: String, _ traits: FieldTrait..., in range: ClosedRange<Int64> = Int64.min...Int64.max, unit: String = "", doc: String
    ) -> Field {
        Field(name, IntegerRule(range, unit: unit), traits, doc)
    }
}

extension Field where Value == Double {
    public static func number(_ name: String, _ traits: FieldTrait..., doc: String) -> Field { Field(name, RealRule(), traits, doc) }
}

extension Field where Value == GoDuration {
    /// A span of time in Go's notation.
    public static func duration(
        _ name: String, _ traits: FieldTrait..., in range: ClosedRange<GoDuration>? = nil, doc: String
    ) -> Field {
        let words = "a duration such as 30s, 1m30s or 500ms"
        let rule = ParsedRule<GoDuration>(words, shape: "duration") { value in
            guard let range, !range.contains(value) else { return nil }
            return "is outside \(range.lowerBound) to \(range.upperBound)"
        }
        return Field(name, rule, traits, doc)
    }
}

extension Field where Value == ASNumber {
    /// - Parameter allowsZero: Whether it may be 0, which stands for none; as a number of an AS it is reserved (RFC 7607).
    public static func asNumber(_ name: String, _ traits: FieldTrait..., allowsZero: Bool = false, doc: String) -> Field {
        Field(name, ParsedRule<ASNumber>.asNumber(allowsZero: allowsZero), traits, doc)
    }
}

extension Field where Value == IPProtocol {
    /// 1 to 255, or one of the names in their spelling.
    public static func ipProtocol(_ name: String, _ traits: FieldTrait..., onlyWithPorts: Bool = false, doc: String) -> Field {
        Field(name, ParsedRule<IPProtocol>.protocolNumber(onlyWithPorts: onlyWithPorts), traits, doc)
    }
}

extension ParsedRule where Value == ASNumber {
    static func asNumber(allowsZero: Bool) -> Self {
        let words = "an AS number from \(allowsZero ? 0 : 1) to 4294967295, plain or as two halves such as 1.10"
        return Self(words, shape: "integer") { $0.value > 0 || allowsZero ? nil : "is not \(words)" }
    }
}

extension ParsedRule where Value == IPProtocol {
    static func protocolNumber(onlyWithPorts: Bool) -> Self {
        let names = onlyWithPorts ? ["TCP", "UDP", "SCTP"] : IPProtocol.knownNames
        let words = onlyWithPorts ? "TCP, UDP or SCTP" : "a protocol: \(names.joined(separator: ", ")) or a number from 1 to 255"
        return Self(words, shape: "string or integer") { value in
            switch value {
            case .number(0): return "is not \(words)"
            case .number: return onlyWithPorts && !value.hasPorts ? "has no ports; it must be \(words)" : nil
            case .named(let name):
                guard !names.contains(name) else { return nil }
                let near = Spelling.nearest(to: name, in: names).map { "; is \($0) meant?" } ?? ""
                return "is not \(words)\(near)"
            }
        }
    }
}
