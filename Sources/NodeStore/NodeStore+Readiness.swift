extension NodeStore {
    /// Whether a claim could be recorded now: the write lock can be had and there is room. Writes nothing.
    ///
    /// - Throws: What ``claim(_:)`` would throw for want of room or rights.
    public func checkClaimable() throws(NodeStoreError) {
        let free = freeOctets
        guard free >= limits.minimumFree else { throw diskFull(limits.minimumFree) }
        try write { (transaction) throws(NodeStoreError) in try refuseNearlyFullMap(fill, transaction) }
    }
}
