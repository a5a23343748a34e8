public import JSON

/// For each address of a block, in order, which of the block's attributes it has; nil: the address is free.
public struct Allocations: Hashable, Sendable, FieldValue {
    /// From 0, one for each address.
    public var attributes: [Int?]

    public init(_ attributes: [Int?]) { self.attributes = attributes }

    public init?(json: JSONValue) {
        guard case .array(let elements) = json else { return nil }
        attributes = []
        attributes.reserveCapacity(elements.count)
        for element in elements {
            switch element {
            case .null: attributes.append(nil)
            case .integer(let number):
                guard number >= 0, let index = Int(exactly: number) else { return nil }
                attributes.append(index)
            default: return nil
            }
        }
    }

    public var json: JSONValue { .array(attributes.map { $0.map(\.json) ?? .null }) }
}
