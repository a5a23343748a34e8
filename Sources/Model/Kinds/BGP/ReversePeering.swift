/// Whether nodes that are somebody's BGP peers get the matching session without a resource of their own.
public enum ReversePeering: String, FieldValue, CaseIterable {
    case auto = "Auto"
    case manual = "Manual"
}
