/// Conditions, and what is done when all of them are met and when not: etcd's `Txn`.
///
/// A transaction that changes something makes one revision, shared by all of its changes; one that changes nothing makes none.
/// Within `success`, and within `failure`, no key may be put twice or be put and deleted
/// (``KeyValueError/duplicateKey(_:)``). etcd allows 128 steps, unless it is told otherwise (`--max-txn-ops`).
public struct KeyValueTransaction: Hashable, Sendable {
    public var compares: [KeyValueCompare]
    public var success: [KeyValueOperation]
    public var failure: [KeyValueOperation]

    public init(when compares: [KeyValueCompare] = [], then success: [KeyValueOperation], otherwise failure: [KeyValueOperation] = []) {
        self.compares = compares
        self.success = success
        self.failure = failure
    }

    /// Puts whatever is there.
    public static func put(_ key: Key, _ value: [UInt8]) -> KeyValueTransaction { KeyValueTransaction(then: [.put(key, value)]) }

    /// Puts a key that must be absent; its entry comes back when it is not.
    public static func create(_ key: Key, _ value: [UInt8]) -> KeyValueTransaction {
        KeyValueTransaction(when: [KeyValueCompare(key, .absent)], then: [.put(key, value)], otherwise: [.get(key)])
    }

    /// Puts a key last written in `revision`; its entry comes back when that is not so.
    public static func update(_ key: Key, _ value: [UInt8], modRevision revision: Int64) -> KeyValueTransaction {
        KeyValueTransaction(when: [KeyValueCompare(key, .modRevision(.equal, revision))], then: [.put(key, value)], otherwise: [.get(key)])
    }

    /// Deletes a key, if `revision` is given one that was last written in it; its entry comes back when that is not so.
    public static func delete(_ key: Key, modRevision revision: Int64? = nil) -> KeyValueTransaction {
        let compares = revision.map { [KeyValueCompare(key, .modRevision(.equal, $0))] } ?? []
        return KeyValueTransaction(when: compares, then: [.delete(key)], otherwise: [.get(key)])
    }
}
