/// The sizes that the memory and embedded stores accept; etcd's own are told by its answers.
public struct KeyValueLimits: Hashable, Sendable {
    /// Octets of a key: what LMDB takes (511) less one.
    public var keyOctets = 510
    /// Octets of a value. etcd takes requests of 1.5 MiB (`--max-request-bytes`).
    public var valueOctets = 16 << 20

    public init() {}
}
