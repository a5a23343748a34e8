/// Where the password of BGP sessions is (TCP MD5, RFC 2385).
public struct BGPPasswordFields: Fields {
    public static let schema = Schema(BGPPasswordFields())

    public let secretKeyRef: Field<Object<SecretKeyFields>> = .object(
        "secretKeyRef", doc: "Key of a Kubernetes secret in the namespace of the node's pod; absent: no password.")
}

/// A key of a Kubernetes secret (core/v1, SecretKeySelector).
public struct SecretKeyFields: Fields {
    public static let schema = Schema(SecretKeyFields())

    public let name = Field.text("name", form: "a secret's name", longest: 253, Name.isSubdomain, doc: "Name of the secret.")
    public let key = Field.text("key", .required, longest: 253, doc: "Key in the secret whose value is the password.")
    public let optional = Field.flag("optional", doc: "Whether the secret and the key may be missing; absent: false.")
}
