/// A selector in Kubernetes' form (metav1.LabelSelector): everything in it must hold; empty, it selects all.
public struct LabelSelectorFields: Fields {
    public static let schema = Schema(LabelSelectorFields())

    public let matchLabels: Field<[String: String]> = .map(
        "matchLabels", to: TextRule("a label value", Name.isLabelValue), keys: "a label name", Name.qualifiedNameFault,
        doc: "Labels with the values they must have.")
    public let matchExpressions: Field<[Object<LabelRequirementFields>]> = .objects("matchExpressions", doc: "Conditions on labels.")
}
