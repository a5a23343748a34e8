/// The Kubernetes pod behind a container.
public struct PodIdentity: Hashable, Sendable {
    public var namespace: String
    public var name: String
    /// Absent when the runtime did not tell.
    public var uid: String?

    public init(namespace: String, name: String, uid: String? = nil) {
        self.namespace = namespace
        self.name = name
        self.uid = uid
    }
}
