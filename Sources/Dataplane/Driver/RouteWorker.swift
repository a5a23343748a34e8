internal import Addresses
internal import CNetlink
internal import Glibc
internal import Logging
internal import Netlink

/// The programmer's sockets and its ``Reconciler``: all of it belongs to one thread.
final class RouteWorker {
    let configuration: RouteProgrammerConfiguration
    let logger: Logger
    let onEvent: @Sendable (DataplaneEvent) -> Void
    let mailbox: Mailbox

    var core: Reconciler
    var batch: RouteBatch
    let requests: NetlinkPort
    let events: NetlinkPort
    let dumps: NetlinkPort
    var audit = AuditRun()

    /// Jobs that wait, the first being worked on.
    var jobs: ArraySlice<Mailbox.Job> = []
    /// Changes of the first job that are done.
    var applied = 0

    /// Events that are read before something else has its turn.
    private static var eventsInARow: Int { 8192 }
    /// Changes that are applied before something else has its turn.
    private static var changesInARow: Int { 2048 }

    /// Batches that may leave as much to do as there was before.
    private static var sparePasses: Int { 256 }

    /// Opens the sockets in the calling thread's network namespace and reads everything once.
    init(
        _ configuration: RouteProgrammerConfiguration, _ logger: Logger, _ mailbox: Mailbox, _ onEvent: @escaping @Sendable (DataplaneEvent) -> Void
    ) throws(KernelError) {
        self.configuration = configuration
        self.logger = logger
        self.onEvent = onEvent
        self.mailbox = mailbox
        core = Reconciler(families: configuration.families, table: configuration.table)
        batch = RouteBatch(limit: configuration.batchSize)
        requests = try NetlinkPort(receiveBuffer: 4 << 20)
        // Before anything is read: what changes meanwhile comes as an event.
        events = try NetlinkPort(groups: Self.groups(configuration.families), receiveBuffer: configuration.eventBuffer)
        events.ignore(port: requests.port)
        dumps = try NetlinkPort(receiveBuffer: 1 << 20)
        try readNetwork()
        core.beginAudit()
        audit = AuditRun(families: configuration.families)
        var isWhole = true
        while try auditStep(.max, isFirst: true, &isWhole) {}
        core.endAudit(isWhole: true)
        core.countFound()
        audit.schedule(after: configuration.auditInterval)
    }

    private static func groups(_ families: [IPAddress.Family]) -> [Int32] {
        var groups = [RTNLGRP_LINK]
        if families.contains(.v4) { groups += [RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV4_ROUTE] }
        if families.contains(.v6) { groups += [RTNLGRP_IPV6_IFADDR, RTNLGRP_IPV6_ROUTE] }
        return groups.map { Int32($0.rawValue) }
    }

    /// Works until it is told to stop; then resumes everybody who waits.
    func run() {
        var isStopped = false
        while !isStopped {
            waitForWork()
            do throws(KernelError) {
                try readEvents()
                try settle()
                isStopped = try work()
                try auditSlice()
            } catch {
                // Nothing that is asked of an open socket fails but for want of memory: what was not done is found by an audit.
                logger.error("Routes are read again after an error", metadata: ["error": "\(error)"])
                batch.removeAll()
                core.wantsAudit = true
                audit.isRunning = false
            }
            for event in core.takeEvents() { onEvent(event) }
        }
        for job in jobs + mailbox.close() { Self.refuse(job) }
    }

    /// Sleeps until an event, a job or an audit is due.
    private func waitForWork() {
        let isBusy = !jobs.isEmpty || audit.isRunning || core.hasWork || !batch.isEmpty
        let timeout = isBusy ? 0 : (core.wantsAudit ? audit.millisecondsUntilExtra : audit.millisecondsLeft)
        var polled = [
            pollfd(fd: events.descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: mailbox.wake, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&polled, nfds_t(polled.count), timeout) > 0 else { return }
        if polled[1].revents != 0 { jobs += mailbox.take() }
    }

    /// Reads the events that wait, up to a limit.
    private func readEvents() throws(KernelError) {
        for _ in 0..<Self.eventsInARow {
            let outcome = try events.receive(waiting: false) { reply in
                if reply.port != requests.port || reply.type == Int(RTM_NEWLINK) { core.note(reply) }
            }
            switch outcome {
            case .some: continue
            case .nothing: return
            case .overrun: noteOverrun()
            }
        }
    }

    private func noteOverrun() {
        core.totals.overruns += 1
        // One reading of everything makes up for all that was lost before it begins.
        guard !audit.isOverdue else { return }
        audit.isRunning = false
        audit.isOverdue = true
        core.events.append(.overrun)
        logger.warning("The kernel dropped events for want of room: everything is read again", metadata: ["octets": "\(configuration.eventBuffer)"])
    }

    /// Sends what the core has to ask for until it has nothing more, or somebody undoes it as fast as it is done: others have their turn then.
    private func settle() throws(KernelError) {
        var spare = Self.sparePasses
        var before = Int.max
        while core.hasWork, spare > 0 {
            core.step(&batch)
            try flush()
            try readEvents()
            if core.workCount >= before { spare -= 1 }
            before = core.workCount
        }
    }

    /// Sends the batch, hears how it ended.
    private func flush() throws(KernelError) {
        guard !batch.isEmpty else { return }
        batch.requests.seal()
        let last = UInt32(batch.operations.count)
        var refusals: [(position: Int, error: KernelError)] = []
        do throws(KernelError) {
            try requests.send(batch.requests.octets, operation: "\(last) route changes")
            var isDone = false
            while !isDone {
                let outcome = try requests.receive(waiting: true) { reply in
                    guard reply.isEnd, reply.sequence >= 1, reply.sequence <= last else { return }
                    isDone = isDone || reply.sequence == last
                    if let error = reply.refusal(of: "") { refusals.append((Int(reply.sequence) - 1, error)) }
                }
                if outcome == .overrun {
                    // Which were refused is lost.
                    core.wantsAudit = true
                    isDone = true
                }
            }
        } catch {
            refusals = batch.operations.indices.map { ($0, error) }
            core.finish(&batch, refusals: refusals)
            throw error
        }
        core.finish(&batch, refusals: refusals)
    }

    /// Does a piece of the first job.
    /// - Returns: Whether it was told to stop.
    private func work() throws(KernelError) -> Bool {
        guard let job = jobs.first else { return false }
        switch job {
        case .apply(let changes, let continuation):
            if applied == 0 { core.reserve(changes.count) }
            let end = min(applied + Self.changesInARow, changes.count)
            var next = applied
            while next < end {
                core.apply(changes, from: &next, to: end, &batch)
                if batch.isFull { try flush() }
                applied = next
            }
            guard applied == changes.count else { return false }
            try flush()
            try readEvents()
            try settle()
            applied = 0
            jobs.removeFirst()
            continuation.resume()
            return false
        case .watch(let added, let removed, let continuation):
            core.watch(added, unwatched: removed)
            try settle()
            continuation.resume()
        case .found(let continuation): continuation.resume(returning: core.found)
        case .sweep(let owner, let family, let continuation):
            let count = core.sweep(owner, family)
            try settle()
            continuation.resume(returning: count)
        case .flush(let owners, let continuation):
            let count = core.flush(Set(owners))
            try settle()
            continuation.resume(returning: count)
        case .status(let continuation): continuation.resume(returning: core.status())
        case .stop(let continuation):
            jobs.removeFirst()
            continuation?.resume()
            return true
        }
        jobs.removeFirst()
        return false
    }

    /// The thread ends: whoever waits gets nothing.
    static func refuse(_ job: Mailbox.Job) {
        switch job {
        case .apply(_, let continuation), .watch(_, _, let continuation): continuation.resume()
        case .found(let continuation): continuation.resume(returning: [])
        case .sweep(_, _, let continuation), .flush(_, let continuation): continuation.resume(returning: 0)
        case .status(let continuation): continuation.resume(returning: RouteStatus())
        case .stop(let continuation): continuation?.resume()
        }
    }
}
