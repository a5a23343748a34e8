/// What happens to a packet that no rule of a tier decides about.
public enum TierAction: String, FieldValue, CaseIterable {
    case deny = "Deny"
    /// The next tier decides, after the last one the profiles.
    case pass = "Pass"
}
