public import JSON

/// A list of values of one kind.
public struct ListRule: ValueRule {
    private let element: any ValueRule
    private let count: ClosedRange<Int>
    private let isSet: Bool

    /// - Parameters:
    ///   - count: How many elements there may be.
    ///   - isSet: No element twice.
    public init(_ element: any ValueRule, count: ClosedRange<Int> = 0...Int.max, isSet: Bool = false) {
        self.element = element
        self.count = count
        self.isSet = isSet
    }

    public var allowed: String {
        let number = count.upperBound == .max ? "" : " (\(count.lowerBound) to \(count.upperBound))"
        return "a list\(number), each \(element.allowed)"
    }
    public var object: (any AnySchema)? { element.object }
    public var shape: String { "[]\(element.shape)" }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        guard case .array(let elements) = value else {
            inspection.refuse(value, "is \(value.kind), not \(allowed)")
            return value
        }
        if !count.contains(elements.count) {
            let bound = elements.count < count.lowerBound ? "at least \(count.lowerBound)" : "at most \(count.upperBound)"
            inspection.refuse(value, "has \(elements.count) elements, \(bound) are allowed")
            return value
        }
        var result: [JSONValue] = []
        result.reserveCapacity(elements.count)
        var seen: Set<JSONValue> = []
        for (index, one) in elements.enumerated() {
            let kept = inspection.descend(.element(index)) { inspection -> JSONValue? in
                guard !one.isNull else {
                    inspection.refuse(one, "is empty; it must be \(element.allowed)")
                    return nil
                }
                return element.inspect(one, &inspection)
            }
            guard let kept else { continue }
            if isSet, !seen.insert(kept).inserted { inspection.refuse(kept, "is there twice", at: [.element(index)]) }
            result.append(kept)
        }
        return .array(result)
    }
}
