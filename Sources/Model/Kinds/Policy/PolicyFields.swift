internal import JSON

/// The declarations that kinds of policies share.
enum PolicyFields {
    static let stagedAction: Field<StagedAction> = .choice(
        "stagedAction", .written("Set"), doc: "What the policy would do if it were enforced: Set (create or replace), Delete, Learn or Ignore.")
    static let tier = Field.text(
        "tier", .assumed("default"), form: "a tier's name: lower-case letters, digits and -, at most 63 octets", { Name.isLabel($0) },
        doc: "Tier that the policy belongs to; it must exist.")
    static let order = Field.number(
        "order", doc: "Place in the tier: lower numbers come first, equal ones by name. Absent: after all policies that have an order.")
    static let ingress: Field<[Object<RuleFields>]> = .objects(
        "ingress", count: 0...1024, doc: "Rules for packets to the endpoint, in their order: the first that matches decides.")
    static let egress: Field<[Object<RuleFields>]> = .objects(
        "egress", count: 0...1024, doc: "Rules for packets from the endpoint, in their order: the first that matches decides.")
    static let types: Field<[PolicyType]> = .choices(
        "types", count: 1...2,
        doc: """
            Directions that the policy applies to; packets in these that no rule matches meet the tier's default action. \
            Absent: Egress if there are egress rules only, both if there are rules for both, otherwise Ingress.
            """)
    static let selector = Field.selector("selector", .assumed("all()"), doc: "Endpoints that the policy applies to.")
    static let serviceAccountSelector = Field.selector(
        "serviceAccountSelector", doc: "Service accounts to whose pods the policy applies; absent: no condition.")
    static let namespaceSelector = Field.selector(
        "namespaceSelector", doc: "Namespaces to whose endpoints the policy applies; absent: no condition, host endpoints included.")
    static let doNotTrack = Field.flag(
        "doNotTrack", .dropsZero,
        doc: "Apply the rules before connection tracking and leave allowed packets untracked; host endpoints only. Absent: false.")
    static let preDNAT = Field.flag(
        "preDNAT", .dropsZero,
        doc: "Apply the ingress rules before destination NAT, so that they see what the sender wrote; host endpoints only. Absent: false.")
    static let applyOnForward = Field.flag(
        "applyOnForward", .dropsZero,
        doc: "Apply the rules also to packets that a host endpoint forwards; doNotTrack and preDNAT need it. Absent: false.")
    static let performanceHints: Field<[PerformanceHint]> = .choices(
        "performanceHints", doc: "What the policy engine may assume to work less; no effect on which packets pass.")
}
