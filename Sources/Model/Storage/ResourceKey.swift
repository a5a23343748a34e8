/// The etcd keys of v3 resources: `/calico/resources/v3/projectcalico.org/<plural>[/<namespace>]/<name>`.
public enum ResourceKey {
    public static let root = "/calico/resources/v3/projectcalico.org/"

    /// The key under which a resource is written.
    ///
    /// - Parameter storedName: The name in the key; for policies not always the resource's own (see ``PolicyNames``).
    public static func key(_ kind: Kind, namespace: String?, storedName: String) -> String {
        guard kind.isNamespaced else { return root + kind.plural + "/" + storedName }
        return root + kind.plural + "/" + (namespace ?? Kind.defaultNamespace) + "/" + storedName
    }

    /// What the keys of a kind, or of one namespace of it, begin with.
    public static func prefix(_ kind: Kind, namespace: String? = nil) -> String {
        guard kind.isNamespaced, let namespace else { return root + kind.plural + "/" }
        return root + kind.plural + "/" + namespace + "/"
    }

    /// The parts of a key; nil when it belongs to no known kind.
    public static func parse(_ key: String) -> (kind: Kind, namespace: String?, storedName: String)? {
        guard key.hasPrefix(root) else { return nil }
        let parts = key.dropFirst(root.utf8.count).split(separator: "/", omittingEmptySubsequences: false)
        guard let plural = parts.first, let kind = KindCatalog.kind(String(plural)), kind.plural == plural else { return nil }
        switch (kind.isNamespaced, parts.count) {
        case (true, 3) where !parts[1].isEmpty && !parts[2].isEmpty: return (kind, String(parts[1]), String(parts[2]))
        case (false, 2) where !parts[1].isEmpty: return (kind, nil, String(parts[1]))
        default: return nil
        }
    }
}
