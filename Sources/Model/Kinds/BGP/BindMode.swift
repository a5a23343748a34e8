/// Which local addresses nodes accept BGP connections at.
public enum BindMode: String, FieldValue, CaseIterable {
    /// All.
    case none = "None"
    case nodeIP = "NodeIP"
}
