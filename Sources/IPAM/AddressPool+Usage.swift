extension AddressPool {
    /// Counts the pool's addresses by state, from what is recorded in its subnets.
    ///
    /// - Parameter now: Nanoseconds, of the clock that release times are from.
    @inlinable
    public func usage<Ledger: AddressLedger & ~Copyable>(now: UInt64, in ledger: borrowing Ledger) throws(Ledger.Failure) -> PoolUsage {
        var usage = PoolUsage(capacity: capacity)
        for subnet in subnets {
            try ledger.visitRecorded(in: subnet) { address, state in
                let inPool = range(handingOut: address) != nil
                switch state {
                case .owned where inPool: usage.used += 1
                case .owned: usage.ownedOutside += 1
                case .released(let time) where inPool && isCooling(releasedAt: time, now: now): usage.cooling += 1
                case .released, .free: break
                }
                return true
            }
        }
        return usage
    }
}
