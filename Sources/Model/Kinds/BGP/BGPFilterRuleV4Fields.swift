public import Addresses

/// A rule for IPv4 routes.
public struct BGPFilterRuleV4Fields: Fields {
    public static let schema = Schema(BGPFilterRuleV4Fields())

    public let cidr = Field.prefix("cidr", family: .v4, doc: "Prefix that matchOperator compares the route with; absent: any route.")
    public let prefixLength: Field<Object<PrefixLengthV4Fields>> = .object(
        "prefixLength", doc: "Lengths that the route's prefix may have; absent: from that of cidr to 32.")
    /// What rules for both families have.
    public let common = BGPFilterRuleFields()
}

/// Bounds of the length of IPv4 prefixes.
public struct PrefixLengthV4Fields: Fields {
    public static let schema = Schema(
        PrefixLengthV4Fields(), [CrossFieldRule("max", "must not be less than min") { ($0.min ?? 0) <= ($0.max ?? 32) }])

    public let min = Field.integer("min", in: 0...32, unit: "bits", doc: "Shortest length; absent: that of cidr.")
    public let max = Field.integer("max", in: 0...32, unit: "bits", doc: "Longest length; absent: 32.")
}
