/// A condition on one label, in Kubernetes' form (metav1.LabelSelectorRequirement).
public struct LabelRequirementFields: Fields {
    public static let schema = Schema(
        LabelRequirementFields(),
        [
            CrossFieldRule("values", "is required where operator is In or NotIn") { $0.values != nil || $0.operator?.hasValues == false },
            CrossFieldRule("values", "must be empty where operator is Exists or DoesNotExist") { $0.values == nil || $0.operator?.hasValues == true },
        ])

    public let key = Field.text("key", .required, form: "a label name", { Name.qualifiedNameFault($0) == nil }, doc: "Name of the label.")
    public let `operator`: Field<LabelOperator> = .choice(
        "operator", .required,
        doc: "In: the label has one of the values. NotIn: it has none of them, or is not there. Exists, DoesNotExist: whether it is there.")
    public let values: Field<[String]> = .list("values", of: TextRule("a label value", Name.isLabelValue), doc: "Values for In and NotIn.")
}

/// How a condition looks at its label.
public enum LabelOperator: String, FieldValue, CaseIterable {
    case isIn = "In"
    case isNotIn = "NotIn"
    case exists = "Exists"
    case doesNotExist = "DoesNotExist"

    public var hasValues: Bool { self == .isIn || self == .isNotIn }
}
