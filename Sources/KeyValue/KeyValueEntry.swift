/// A key with its value and its history in numbers.
public struct KeyValueEntry: Hashable, Sendable {
    public var key: Key
    /// Empty in an answer to a question for keys only.
    public var value: [UInt8]
    /// The revision in which the key came to be, since it was last absent.
    public var createRevision: Int64
    /// The revision of the last put.
    public var modRevision: Int64
    /// Number of puts since the key was last absent; 1 for a new key.
    public var version: Int64

    public init(key: Key, value: [UInt8], createRevision: Int64, modRevision: Int64, version: Int64) {
        self.key = key
        self.value = value
        self.createRevision = createRevision
        self.modRevision = modRevision
        self.version = version
    }
}
