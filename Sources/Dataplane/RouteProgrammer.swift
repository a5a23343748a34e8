public import Addresses
internal import Glibc
public import Logging
public import Netlink

/// Brings the routes that owners want into one of the kernel's routing tables, and keeps them there.
///
/// All work is done by one thread of its own; calls wait for their turn there. After ``stop()`` they do nothing.
public final class RouteProgrammer: Sendable {
    private let mailbox: Mailbox

    /// Opens its sockets in the calling thread's network namespace, reads links, addresses and routes, and begins to follow them.
    ///
    /// Routes of our protocols that are there are kept until they are swept; one that is as somebody wants it is not written again.
    /// - Parameters:
    ///   - configuration: What it programs and how.
    ///   - logger: Overruns at warning.
    ///   - onEvent: Called on the programmer's thread, in order: it must not wait for anything.
    /// - Throws: When a socket cannot be had or a dump is refused.
    public init(
        _ configuration: RouteProgrammerConfiguration, logger: Logger, onEvent: @escaping @Sendable (DataplaneEvent) -> Void
    ) throws(KernelError) {
        mailbox = try Mailbox()
        let worker = try RouteWorker(configuration, logger, mailbox, onEvent)
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(worker)
        // The new thread is in the network namespace of this one.
        let code = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<RouteWorker>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, argument.toOpaque())
        guard code == 0 else {
            argument.release()
            throw KernelError(code: code, operation: "start the thread of the route programmer")
        }
        pthread_detach(thread)
    }

    deinit { _ = mailbox.post(.stop(nil)) }

    private func ask<Answer: Sendable>(_ job: (CheckedContinuation<Answer, Never>) -> Mailbox.Job) async -> Answer {
        await withCheckedContinuation { continuation in
            let job = job(continuation)
            if !mailbox.post(job) { RouteWorker.refuse(job) }
        }
    }

    /// Takes changes and returns when the kernel has worked through them.
    ///
    /// What cannot be had now (no interface, no way to the next hop, refused by the kernel) is in ``status()`` and is tried again when
    /// something changes.
    public func apply(_ changes: [RouteChange]) async {
        guard !changes.isEmpty else { return }
        await ask { .apply(changes, $0) }
    }

    /// Has next hops looked up and told by ``DataplaneEvent/nextHops(_:)`` although no route by way of them is wanted, or no longer.
    public func watch(_ nextHops: [IPAddress], unwatched: [IPAddress]) async {
        guard !nextHops.isEmpty || !unwatched.isEmpty else { return }
        await ask { .watch(nextHops, unwatched, $0) }
    }

    /// Routes of ours that were in the kernel at the start, by owner and family.
    public func found() async -> [FoundCount] { await ask { .found($0) } }

    /// Removes routes that were found and that nobody asked for since.
    ///
    /// From then on a route of ``RouteOwner/bgp`` that appears and that nobody wants is removed at once. Pods' routes are made by the CNI
    /// plugin as well: one that appears is kept.
    /// - Returns: How many were removed.
    public func sweep(_ owner: RouteOwner, _ family: IPAddress.Family) async -> Int { await ask { .sweep(owner, family, $0) } }

    /// Removes every route of these owners, whoever made it, and forgets what they want.
    /// - Returns: How many were removed.
    public func flush(_ owners: [RouteOwner]) async -> Int { await ask { .flush(owners, $0) } }

    /// What is wanted, what is there, what is pending and why.
    public func status() async -> RouteStatus { await ask { .status($0) } }

    /// Ends the thread and closes the sockets. All routes stay.
    public func stop() async { await ask { .stop($0) } }
}
