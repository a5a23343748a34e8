public import Addresses

extension Field where Value == Port {
    /// - Parameter allowsRange: Whether it may be a range of ports.
    public static func port(_ name: String, _ traits: FieldTrait..., allowsRange: Bool, doc: String) -> Field {
        Field(name, ParsedRule<Port>.port(allowsRange: allowsRange), traits, doc)
    }
}

extension Field where Value == [Port] {
    /// Ports, ranges of ports and names of ports.
    public static func ports(_ name: String, _ traits: FieldTrait..., count: ClosedRange<Int> = 0...Int.max, doc: String) -> Field {
        Field(name, ListRule(ParsedRule<Port>.port(allowsRange: true), count: count), traits, doc)
    }
}

extension Field where Value == IPAddress.Family {
    /// 4 or 6.
    public static func family(_ name: String, _ traits: FieldTrait..., doc: String) -> Field {
        Field(name, ParsedRule<IPAddress.Family>("4 or 6", shape: "integer"), traits, doc)
    }
}

extension ParsedRule where Value == Port {
    static func port(allowsRange: Bool) -> Self {
        let words =
            allowsRange ? "a port from 1 to 65535, a range such as 1000:2000, or the name of a port" : "a port from 1 to 65535 or the name of a port"
        return Self(words, shape: "integer or string") { value in
            switch value {
            case .number(0), .range(0, _): "is not \(words)"
            case .range: allowsRange ? nil : "is not \(words)"
            case .number, .named: nil
            }
        }
    }
}
