/// One step down from a mapping or a list to a value in it.
public enum PathStep: Hashable, Sendable {
    case member(String)
    /// From 0.
    case element(Int)
}
