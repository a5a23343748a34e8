internal import JSON

/// A group of policies that are evaluated together.
public typealias Tier = Resource<TierKind>

public enum TierKind: ResourceKind {
    public typealias Spec = TierSpec
    public typealias Status = TierStatus

    public static let kind = Kind(
        "Tier", plural: "tiers", aliases: [], names: .label, spec: TierSpec.schema, status: TierStatus.schema,
        doc: "A group of policies. Tiers are evaluated in their order; a rule with action Pass hands a packet to the next one.",
        prepare: { resource in
            guard resource.spec["defaultAction"] == nil else { return }
            resource.spec["defaultAction"] = (BuiltInTier(rawValue: resource.name)?.defaultAction ?? .deny).json
        },
        check: { resource, inspection in
            guard let builtIn = BuiltInTier(rawValue: resource.name) else { return }
            let spec = Object<TierSpec>(resource.spec)
            if spec.order != builtIn.order {
                inspection.refuse(
                    resource.spec["order"], "must be \(builtIn.order.json.text) in tier \(resource.name)", at: [.member("spec"), .member("order")])
            }
            if spec.defaultAction != builtIn.defaultAction {
                let place: [FieldPath.Step] = [.member("spec"), .member("defaultAction")]
                inspection.refuse(resource.spec["defaultAction"], "must be \(builtIn.defaultAction.rawValue) in tier \(resource.name)", at: place)
            }
        })
}

public struct TierSpec: Fields {
    public static let schema = Schema(TierSpec())

    public let order = Field.number(
        "order", doc: "Place among the tiers: lower numbers come first, equal ones by name. Absent: after all tiers that have an order.")
    public let defaultAction: Field<TierAction> = .choice(
        "defaultAction", .assumed("Deny"),
        doc: "What happens to a packet for which the tier has policies, but no rule that decides: Deny, or Pass to the next tier.")
}

public struct TierStatus: Fields {
    public static let schema = Schema(TierStatus())

    public let conditions: Field<[Object<ConditionFields>]> = .objects("conditions", .reported, doc: "Whether the tier is in use.")
}
