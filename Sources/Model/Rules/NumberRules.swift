public import JSON

/// A whole number within bounds.
public struct IntegerRule: ValueRule {
    public let range: ClosedRange<Int64>
    private let unit: String

    /// - Parameter unit: "seconds", "octets"; for people.
    public init(_ range: ClosedRange<Int64>, unit: String = "") {
        self.range = range
        self.unit = unit.isEmpty ? "" : " \(unit)"
    }

    public var allowed: String {
        range == Int64.min...Int64.max ? "a whole number\(unit)" : "a whole number from \(range.lowerBound) to \(range.upperBound)\(unit)"
    }
    public var shape: String { "integer" }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        guard let number = value.wholeNumber else {
            inspection.refuse(value, "is \(value.kind), not \(allowed)")
            return value
        }
        if !range.contains(number) { inspection.refuse(value, "is not \(allowed)") }
        return .integer(number)
    }
}

/// A number that may have a fraction.
public struct RealRule: ValueRule {
    public init() {}
    public var allowed: String { "a number" }
    public var shape: String { "number" }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        guard let number = Double(json: value), number.isFinite else {
            inspection.refuse(value, "is \(value.kind), not a finite number")
            return value
        }
        return number.json
    }
}

/// true or false.
public struct BooleanRule: ValueRule {
    public init() {}
    public var allowed: String { "true or false" }
    public var shape: String { "boolean" }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        if case .bool = value { return value }
        inspection.refuse(value, "is \(value.kind), not true or false")
        return value
    }
}

extension JSONValue {
    /// The number it is when that has no fraction: 64.0 is 64.
    var wholeNumber: Int64? {
        switch self {
        case .integer(let number): number
        case .real(let number): Int64(exactly: number)
        default: nil
        }
    }
}
