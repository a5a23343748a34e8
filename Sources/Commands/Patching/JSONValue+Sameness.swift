internal import JSON

extension JSONValue {
    /// Whether both mean the same (RFC 6902 §4.6): 1 and 1.0 do, and so do objects with their members in another order.
    func isSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.integer(let one), .real(let two)), (.real(let two), .integer(let one)): return Double(exactly: one) == two
        case (.array(let one), .array(let two)): return one.count == two.count && zip(one, two).allSatisfy { $0.isSame(as: $1) }
        case (.object(let one), .object(let two)):
            guard one.members.count == two.members.count else { return false }
            return one.members.allSatisfy { member in two[member.key].map { member.value.isSame(as: $0) } ?? false }
        default: return self == other
        }
    }
}
