/// What a staged policy would do if it were enforced.
public enum StagedAction: String, FieldValue, CaseIterable {
    /// Create the policy or replace it.
    case set = "Set"
    /// Delete the policy of the same name.
    case delete = "Delete"
    case learn = "Learn"
    case ignore = "Ignore"
}
