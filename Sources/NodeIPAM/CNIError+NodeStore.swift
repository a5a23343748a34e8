public import CNISpec
public import NodeStore

extension CNIError {
    /// A refusal of the node store in the words of the CNI specification.
    public init(_ error: NodeStoreError) {
        let details = error.description
        switch error {
        case .exhausted: self.init(.addressesExhausted, "no address is free", details: details)
        case .addressOutside: self.init(.addressUnavailable, "the requested address is not one this network hands out", details: details)
        case .addressTaken: self.init(.addressUnavailable, "the address is taken", details: details)
        case .keyMalformed, .keyTooLong: self.init(.invalidConfiguration, "the attachment cannot be named in the node store", details: details)
        case .hostInterfaceTaken: self.init(.store, "no name is left for the host interface", details: details)
        case .diskFull, .mapFull: self.init(.store, "the node store is full", details: details)
        case .readOnly: self.init(.store, "the node store is read-only", details: details)
        case .notPermitted: self.init(.store, "the node store belongs to another user", details: details)
        case .truncated, .corrupt: self.init(.store, "the node store is damaged", details: details)
        case .newerSchema: self.init(.store, "the node store was written by a newer version", details: details)
        case .otherPIDNamespace: self.init(.store, "the node store was made in another PID namespace", details: details)
        case .absent: self.init(.store, "there is no node store yet", details: details)
        case .notRecorded, .readersFull, .alreadyOpen, .failed: self.init(.store, "the node store failed", details: details)
        }
    }
}

/// Runs `body` with the store's errors turned into the runtime's.
public func store<Answer: ~Copyable>(_ body: () throws(NodeStoreError) -> Answer) throws(CNIError) -> Answer {
    do { return try body() } catch { throw CNIError(error) }
}
