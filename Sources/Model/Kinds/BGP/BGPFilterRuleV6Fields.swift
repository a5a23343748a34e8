public import Addresses

/// A rule for IPv6 routes.
public struct BGPFilterRuleV6Fields: Fields {
    public static let schema = Schema(BGPFilterRuleV6Fields())

    public let cidr = Field.prefix("cidr", family: .v6, doc: "Prefix that matchOperator compares the route with; absent: any route.")
    public let prefixLength: Field<Object<PrefixLengthV6Fields>> = .object(
        "prefixLength", doc: "Lengths that the route's prefix may have; absent: from that of cidr to 128.")
    /// What rules for both families have.
    public let common = BGPFilterRuleFields()
}

/// Bounds of the length of IPv6 prefixes.
public struct PrefixLengthV6Fields: Fields {
    public static let schema = Schema(
        PrefixLengthV6Fields(), [CrossFieldRule("max", "must not be less than min") { ($0.min ?? 0) <= ($0.max ?? 128) }])

    public let min = Field.integer("min", in: 0...128, unit: "bits", doc: "Shortest length; absent: that of cidr.")
    public let max = Field.integer("max", in: 0...128, unit: "bits", doc: "Longest length; absent: 128.")
}
