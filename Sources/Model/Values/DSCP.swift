public import JSON

/// A differentiated services code point (RFC 2474): 0 to 63 or a class: DF, EF, AF11 to AF43, CS0 to CS7.
public struct DSCP: Hashable, Sendable, FieldValue {
    public let value: UInt8
    private let written: JSONValue

    public init?(json: JSONValue) {
        written = json
        if let number = json.wholeNumber ?? json.string.flatMap(Self.digits) {
            guard let value = UInt8(exactly: number), value < 64 else { return nil }
            self.value = value
            return
        }
        guard let name = json.string?.uppercased(), let value = Self.classes[name] else { return nil }
        self.value = value
    }

    private static func digits(_ text: String) -> Int64? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int64(text) : nil
    }

    /// As it was written.
    public var json: JSONValue { written }

    /// RFC 2474 §4.2.2 (CS), RFC 2597 §6 (AF), RFC 3246 (EF), RFC 8436 (DF).
    private static let classes: [String: UInt8] = {
        var classes: [String: UInt8] = ["DF": 0, "EF": 46]
        for selector in 0..<8 { classes["CS\(selector)"] = UInt8(selector * 8) }
        for group in 1...4 {
            for drop in 1...3 { classes["AF\(group)\(drop)"] = UInt8(group * 8 + drop * 2) }
        }
        return classes
    }()
}
