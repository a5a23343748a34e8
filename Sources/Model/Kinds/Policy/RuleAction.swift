/// What a rule does with a packet that matches it.
public enum RuleAction: String, FieldValue, CaseIterable {
    /// Lets it through and ends the evaluation.
    case allow = "Allow"
    /// Drops it and ends the evaluation.
    case deny = "Deny"
    /// Logs it; the next rule goes on.
    case log = "Log"
    /// Hands it to the next tier, after the last one to the profiles.
    case pass = "Pass"
}
