/// One step of a transaction. Steps run in order, each sees those before it.
public enum KeyValueOperation: Hashable, Sendable {
    case put(Key, [UInt8])
    /// Removes every key in the range; none there is success.
    case delete(KeyRange)
    case get(KeyRange, limit: Int? = nil, keysOnly: Bool = false)

    public static func delete(_ key: Key) -> KeyValueOperation { .delete(.key(key)) }

    public static func get(_ key: Key) -> KeyValueOperation { .get(.key(key)) }
}

/// What one step of a transaction came to.
public enum KeyValueOperationResult: Hashable, Sendable {
    case put
    /// The entries as they were, ascending by key.
    case deleted([KeyValueEntry])
    /// Its revision is the transaction's.
    case found(RangeResult)
}
