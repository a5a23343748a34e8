/// A form in which values are printed.
public enum DocumentFormat: String, CaseIterable, Sendable {
    case yaml, json
}
