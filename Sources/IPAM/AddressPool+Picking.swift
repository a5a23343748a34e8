public import Addresses

/// Choosing an address. The order is that of a free list that starts with all addresses of all ranges in order and gets
/// released ones appended at its tail, without there being such a list:
///
/// 1. For each range a mark says how far its span was walked. Behind the mark lies what was never used: it is walked on,
///    in one step over reserved and excluded addresses, one by one over recorded ones.
/// 2. All spans walked to the end: the oldest released address of all the ranges' buckets whose rest is over.
/// 3. Before giving up, a pass over what is recorded in the spans. It finds addresses that marks and buckets know nothing of
///    because ranges or exclusions changed: never-used ones below a mark, which moves the mark back, and released ones that
///    lie in a bucket of another name. So marks and buckets decide the order but never whether an address is found.
///
/// Cost: a constant number of look-ups for 1 and 2 (each recorded address is walked over once), the number of recorded
/// addresses for 3; never the size of a range.
extension AddressPool {
    // All inlinable: unspecialized generic code costs a process that lives for a millisecond a good part of it.

    /// Finds the next address to hand out. The caller claims it; the ledger's marks are moved here.
    ///
    /// - Parameter now: Nanoseconds, of the clock that release times are from.
    @inlinable
    public func pick<Ledger: AddressLedger & ~Copyable>(now: UInt64, from ledger: inout Ledger) throws(Ledger.Failure) -> AddressPick {
        for range in ranges {
            let mark = try ledger.walked(range.span)
            if let mark, mark >= range.span.last { continue }
            let found = try neverUsed(in: range.span, after: mark, ledger)
            try ledger.setWalked(range.span, through: found ?? range.span.last)
            if let found { return .address(found, range) }
        }
        if let (address, range) = try oldestReleased(now: now, ledger) { return .address(address, range) }
        return try sweep(now: now, &ledger)
    }

    /// Whether `wanted` can be handed out. An address that still rests can: who names an address knows why.
    @inlinable
    public func pick<Ledger: AddressLedger & ~Copyable>(_ wanted: IPAddress, from ledger: borrowing Ledger) throws(Ledger.Failure) -> AddressPick {
        guard let range = range(handingOut: wanted) else { return .outside(refusal(of: wanted)) }
        return try ledger.state(of: wanted) == .owned ? .taken(wanted) : .address(wanted, range)
    }

    /// The lowest address of the span after `mark` that nothing is recorded of.
    @inlinable
    func neverUsed<Ledger: AddressLedger & ~Copyable>(
        in span: AddressRange, after mark: IPAddress?, _ ledger: borrowing Ledger
    ) throws(Ledger.Failure) -> IPAddress? {
        var candidate = mark.map { unblocked(after: $0, in: span) } ?? unblocked(from: span.first, in: span)
        guard let start = candidate, let rest = AddressRange(start, span.last) else { return nil }
        try ledger.visitRecorded(in: rest) { address, _ in
            guard let current = candidate, address <= current else { return false }
            if address == current { candidate = unblocked(after: address, in: span) }
            return candidate != nil
        }
        return candidate
    }

    @usableFromInline
    func unblocked(after address: IPAddress, in span: AddressRange) -> IPAddress? {
        address.advanced(by: 1).flatMap { unblocked(from: $0, in: span) }
    }

    /// The first address from `address` on that is neither reserved nor excluded.
    @usableFromInline
    func unblocked(from address: IPAddress, in span: AddressRange) -> IPAddress? {
        let start = max(address, span.first)
        guard let block = blocked.interval(containing: start) else { return start <= span.last ? start : nil }
        return block.last.advanced(by: 1).flatMap { $0 <= span.last ? $0 : nil }
    }

    @inlinable
    func oldestReleased<Ledger: AddressLedger & ~Copyable>(
        now: UInt64, _ ledger: borrowing Ledger
    ) throws(Ledger.Failure) -> (IPAddress, Range)? {
        var oldest: (address: IPAddress, time: UInt64, range: Range)?
        for range in ranges {
            try ledger.visitReleased(in: range.span) { address, time in
                if isCooling(releasedAt: time, now: now) { return false }
                if let oldest, oldest.time <= time { return false }
                guard self.range(handingOut: address) == range else { return true }
                oldest = (address, time, range)
                return false
            }
        }
        return oldest.map { ($0.address, $0.range) }
    }

    @inlinable
    func sweep<Ledger: AddressLedger & ~Copyable>(now: UInt64, _ ledger: inout Ledger) throws(Ledger.Failure) -> AddressPick {
        for range in ranges {
            guard let found = try neverUsed(in: range.span, after: nil, ledger) else { continue }
            try ledger.setWalked(range.span, through: found)
            return .address(found, range)
        }
        var oldest: (address: IPAddress, time: UInt64, range: Range)?
        for range in ranges {
            try ledger.visitRecorded(in: range.span) { address, state in
                guard case .released(let time) = state, !isCooling(releasedAt: time, now: now) else { return true }
                guard oldest.map({ time < $0.time }) ?? true, let range = self.range(handingOut: address) else { return true }
                oldest = (address, time, range)
                return true
            }
        }
        if let oldest { return .address(oldest.address, oldest.range) }
        return .exhausted(try usage(now: now, in: ledger))
    }

    /// Why ``range(handingOut:)`` has no range for `address`.
    @usableFromInline
    func refusal(of address: IPAddress) -> AddressRefusal {
        for range in ranges where range.gateway == address { return .gateway(address, range) }
        for exclusion in exclusions where exclusion.contains(address) { return .excluded(address, exclusion) }
        let candidates = ranges.filter { $0.subnet.contains(address) }
        guard let range = candidates.first(where: { $0.span.contains(address) }) ?? candidates.first else {
            return .otherSubnet(address, ranges.map { $0.subnet })
        }
        return range.reserves(address) ? .reserved(address, range) : .outsideSpan(address, range)
    }
}
