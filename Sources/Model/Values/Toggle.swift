/// Whether something is on, where the API has words and no boolean.
public enum Toggle: String, FieldValue, CaseIterable {
    case enabled = "Enabled"
    case disabled = "Disabled"
}
