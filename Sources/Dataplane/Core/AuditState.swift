/// One reading of all the kernel's routes, step by step.
struct AuditState {
    /// Grows with each audit; a route of that number was seen, or written, since the audit began.
    var epoch: UInt16 = 0
    var isRunning = false
    /// Prefixes that lost a route while it runs: what a dump says of them may be old.
    var freed: Set<CompactPrefix> = []
}
