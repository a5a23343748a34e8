internal import Addresses
internal import CNetlink
internal import Glibc
internal import Netlink

extension RouteWorker {
    /// A dump that changes interrupt is repeated this many times.
    private static var attempts: Int { 10 }

    /// Begins an audit when one is due, goes on with one that runs.
    func auditSlice() throws(KernelError) {
        if !audit.isRunning {
            guard audit.isDue || (core.wantsAudit && audit.mayBeExtra) else { return }
            audit.isOverdue = false
            try readNetwork()
            core.beginAudit()
            audit = AuditRun(families: configuration.families)
        }
        var isWhole = audit.isWhole
        let isMore = try auditStep(configuration.auditSlice, isFirst: false, &isWhole)
        audit.isWhole = isWhole
        guard !isMore else { return }
        core.endAudit(isWhole: audit.isWhole)
        // What was lost must not be left to the next one.
        let again = !audit.isWhole
        audit.schedule(after: configuration.auditInterval)
        if again { core.wantsAudit = true }
    }

    /// Reads about `count` routes of the dump that runs, or begins the next.
    /// - Returns: Whether there is more.
    func auditStep(_ count: Int, isFirst: Bool, _ isWhole: inout Bool) throws(KernelError) -> Bool {
        guard let family = audit.families.first else { return false }
        if !audit.isReading {
            try drainDumps()
            try dumps.send(KernelDump.routes(family, table: configuration.table))
            audit.isReading = true
        }
        var seen = 0
        var isEnd = false
        var failure: KernelError?
        while !isEnd, seen < count {
            _ = try dumps.receive(waiting: true) { reply in
                if reply.isInterrupted { isWhole = false }
                if reply.isEnd {
                    isEnd = true
                    failure = reply.refusal(of: "route show table \(configuration.table)")
                } else {
                    seen += 1
                    core.see(reply, isFirst: isFirst)
                }
            }
        }
        guard isEnd else { return true }
        audit.isReading = false
        audit.families.removeFirst()
        // A table that has no route yet does not exist: there is nothing to read.
        if let failure, failure.code != ENOENT { throw failure }
        return !audit.families.isEmpty
    }

    /// Leaves nothing of a dump that was given up.
    private func drainDumps() throws(KernelError) {
        while try dumps.receive(waiting: false, { _ in }) != .nothing {}
    }

    /// Reads links and addresses at once.
    func readNetwork() throws(KernelError) {
        try drainDumps()
        var links: [NetworkInterface] = []
        var addresses: [(Int32, NetworkInterface.Address)] = []
        try dumpWhole(KernelDump.links(), restart: { links = [] }, onReply: { LinkTable.link($0).map { links.append($0) } })
        try dumpWhole(KernelDump.addresses(), restart: { addresses = [] }, onReply: { LinkTable.address($0).map { addresses.append($0) } })
        let families = configuration.families
        core.see(links: links, addresses: addresses.filter { families.contains($0.1.prefix.family) })
    }

    private func dumpWhole(_ batch: borrowing NetlinkBatch, restart: () -> Void, onReply: (NetlinkReply) -> Void) throws(KernelError) {
        for _ in 0..<Self.attempts {
            restart()
            try dumps.send(batch)
            var isEnd = false
            var isWhole = true
            var failure: KernelError?
            while !isEnd {
                _ = try dumps.receive(waiting: true) { reply in
                    if reply.isInterrupted { isWhole = false }
                    if reply.isEnd {
                        isEnd = true
                        failure = reply.refusal(of: "link and address show")
                    } else {
                        onReply(reply)
                    }
                }
            }
            if let failure { throw failure }
            if isWhole { return }
        }
        throw KernelError(code: EAGAIN, operation: "link and address show: interrupted by changes \(Self.attempts) times")
    }
}
