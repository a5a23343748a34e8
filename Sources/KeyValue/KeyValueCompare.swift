/// A condition on one key, asked at the start of a transaction.
public struct KeyValueCompare: Hashable, Sendable {
    public enum Relation: Hashable, Sendable {
        case equal, notEqual, less, greater

        /// Whether `found` stands in this relation to `wanted`.
        public func holds<Operand: Comparable>(_ found: Operand, _ wanted: Operand) -> Bool {
            switch self {
            case .equal: found == wanted
            case .notEqual: found != wanted
            case .less: found < wanted
            case .greater: found > wanted
            }
        }
    }

    /// What is compared. The numbers of an absent key are 0; an absent key's value stands in no relation to any value.
    public enum Condition: Hashable, Sendable {
        case exists
        case absent
        case createRevision(Relation, Int64)
        case modRevision(Relation, Int64)
        case version(Relation, Int64)
        /// By bytes.
        case value(Relation, [UInt8])
    }

    public var key: Key
    public var condition: Condition

    public init(_ key: Key, _ condition: Condition) {
        self.key = key
        self.condition = condition
    }

    /// Whether the condition is met by the entry under the key, nil for an absent one.
    public func holds(for entry: KeyValueEntry?) -> Bool {
        switch condition {
        case .exists: entry != nil
        case .absent: entry == nil
        case .createRevision(let relation, let wanted): relation.holds(entry?.createRevision ?? 0, wanted)
        case .modRevision(let relation, let wanted): relation.holds(entry?.modRevision ?? 0, wanted)
        case .version(let relation, let wanted): relation.holds(entry?.version ?? 0, wanted)
        case .value(let relation, let wanted): entry.map { relation.holds(Key(octets: $0.value), Key(octets: wanted)) } ?? false
        }
    }
}
