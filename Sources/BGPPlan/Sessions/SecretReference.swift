/// Where a password is: a key of a secret.
public struct SecretReference: Hashable, Sendable {
    public var name: String
    public var key: String

    public init(name: String, key: String) {
        self.name = name
        self.key = key
    }
}
