/// The names that tiered policies have in the datastore.
///
/// Releases up to 3.31 store a policy of tier "default" as "default.<name>", and keep its own name in an annotation; later ones store and read
/// both forms. New policies are written in the older form, which every release reads; either form is read.
public enum PolicyNames {
    /// `{"name":"<name>"}` in a stored policy's metadata.
    public static let annotation = "projectcalico.org/metadata"
    public static let tierLabel = "projectcalico.org/tier"
    public static let defaultTier = "default"
    static let prefix = "default."

    /// The name in the key of a new policy.
    public static func stored(_ name: String, tier: String?) -> String {
        guard tier ?? defaultTier == defaultTier || tier == "", !name.hasPrefix(prefix) else { return name }
        return prefix + name
    }

    /// Every name under which a policy called `name` may be stored.
    public static func candidates(_ name: String) -> [String] {
        name.hasPrefix(prefix) ? [name] : [prefix + name, name]
    }
}
