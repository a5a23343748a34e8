internal import JSON

/// What a rule carries for people and programs; it has no effect on packets.
public struct RuleMetadataFields: Fields {
    public static let schema = Schema(
        RuleMetadataFields(),
        [CrossFieldRule { $1.limitAnnotations($0.object["annotations"]) }])

    public let annotations: Field<[String: String]> = .map(
        "annotations", to: TextRule(longest: MetadataFields.largestAnnotations), keys: "a qualified name",
        { Name.qualifiedNameFault($0.lowercased()) },
        doc: "Free text about the rule; at most 256 KiB together.")
}
