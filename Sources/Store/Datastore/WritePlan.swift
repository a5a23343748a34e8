internal import KeyValue
internal import Model

/// One write, ready to be sent: the transaction, and what its outcomes mean.
struct WritePlan: Sendable {
    /// Something else in the store that has to be so for the write to be allowed.
    struct Guard: Sendable {
        let compare: KeyValueCompare
        /// Why the write is refused when it is not so.
        let refusal: String
    }

    let identity: ResourceIdentity
    /// nil: nothing is to be written.
    var transaction: KeyValueTransaction?
    /// What to answer when the transaction succeeds, but for the resource version.
    let outcome: WriteOutcome
    /// The revision that the resource is expected to be of; nil when it is expected to be absent.
    var expected: Int64?
    /// The version that the request named; such a write is not planned anew.
    var given: String?
    var isCreation = false
    var guards: [Guard] = []

    /// The answer, with the revision of the write.
    func finished(_ revision: Int64) -> WriteOutcome {
        guard outcome.change != .deleted else { return outcome }
        var resource = outcome.resource
        resource.metadata.resourceVersion = String(revision)
        return WriteOutcome(outcome.change, resource)
    }

    /// What to answer when a condition was not met; nil: plan it anew.
    ///
    /// The transaction's `otherwise` asked for the resource's keys, then for each guard's range.
    func failure(_ outcome: TransactionOutcome, isLast: Bool) -> StoreError? {
        var found = outcome.results.compactMap { result -> KeyValueEntry?? in
            if case .found(let range) = result { .some(range.entries.first) } else { nil }
        }
        let guardEntries = found.suffix(guards.count)
        found.removeLast(guardEntries.count)
        let entry = found.compactMap { $0 }.first
        for (one, guardEntry) in zip(guards, guardEntries) where !one.compare.holds(for: guardEntry) { return .refused(identity, one.refusal) }
        guard let entry else { return expected == nil || isLast ? .notFound(identity) : nil }
        if isCreation, given == nil, expected == nil { return isLast || self.outcome.change == .created ? .alreadyExists(identity) : nil }
        let current = String(entry.modRevision)
        if let given { return .conflict(identity, given: given, current: current) }
        return isLast ? .conflict(identity, given: expected.map { String($0) } ?? "", current: current) : nil
    }
}
