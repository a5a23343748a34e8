/// What the policy engine may assume about a policy.
public enum PerformanceHint: String, FieldValue, CaseIterable {
    /// Every node gets the policy programmed, whether an endpoint there needs it or not.
    case assumeNeededOnEveryNode = "AssumeNeededOnEveryNode"
}
