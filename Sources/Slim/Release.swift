/// The release all programs of this package belong to.
public enum Release {
    public static var version: String { "0.1.0" }
}
