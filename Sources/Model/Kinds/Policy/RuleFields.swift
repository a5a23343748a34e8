public import Addresses
internal import JSON

/// One rule of a policy or a profile: what is done with packets that match everything that is given.
public struct RuleFields: Fields {
    public static let schema = Schema(
        RuleFields(), [.portsNeedProtocol, .noPortsWithServices, .icmpNeedsProtocol, .icmpFamily, .oneFamily, .httpOnlyInAllow, .httpOverTCP])

    public let action: Field<RuleAction> = .choice(
        "action", .required, doc: "What happens to matching packets: Allow, Deny, Log (and go on with the next rule) or Pass (to the next tier).")
    public let ipVersion = Field.family("ipVersion", doc: "Family of addresses, 4 or 6; absent: both.")
    public let `protocol` = Field.ipProtocol("protocol", doc: "IP protocol by name or number; absent: any. Ports need one that has ports.")
    public let icmp: Field<Object<ICMPFields>> = .object("icmp", doc: "ICMP messages that match; needs protocol ICMP or ICMPv6. Absent: any.")
    public let notProtocol = Field.ipProtocol("notProtocol", doc: "IP protocol that does not match.")
    public let notICMP: Field<Object<ICMPFields>> = .object("notICMP", doc: "ICMP messages that do not match.")
    public let source: Field<Object<EntityRuleFields>> = .object("source", .written([:]), doc: "Where packets come from; absent or empty: anywhere.")
    public let destination: Field<Object<EntityRuleFields>> = .object(
        "destination", .written([:]), doc: "Where packets go to; absent or empty: anywhere.")
    public let http: Field<Object<HTTPMatchFields>> = .object(
        "http", doc: "HTTP requests that match; only in ingress rules with action Allow. Absent: any packet.")
    public let metadata: Field<Object<RuleMetadataFields>> = .object(
        "metadata", doc: "What the rule carries for people and programs; no effect on packets.")
}
