/// A condition of a resource, in Kubernetes' form (metav1.Condition).
public struct ConditionFields: Fields {
    public static let schema = Schema(ConditionFields())

    public let type = Field.text("type", .required, doc: "What the condition is about.")
    public let status = Field.word("status", .required, of: ["True", "False", "Unknown"], ignoresCase: false, doc: "Whether it holds.")
    public let observedGeneration = Field.integer("observedGeneration", .dropsZero, doc: "The generation of the spec it was judged by.")
    public let lastTransitionTime = Field.text("lastTransitionTime", doc: "When it last changed (RFC 3339).")
    public let reason = Field.text("reason", .keepsEmpty, doc: "Why, in one word.")
    public let message = Field.text("message", .keepsEmpty, doc: "Why, in a sentence.")
}
