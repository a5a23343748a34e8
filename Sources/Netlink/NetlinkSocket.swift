internal import CNetlink
internal import Glibc

/// A netlink socket of one protocol family, bound to the network namespace in which it was opened.
///
/// Calls block: the kernel answers a request before send(2) returns, so a wait is a wait for its locks.
public struct NetlinkSocket: ~Copyable {
    public enum Family: Sendable {
        case route, netfilter

        var number: Int32 { self == .route ? NETLINK_ROUTE : NETLINK_NETFILTER }
    }

    public let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer

    /// Seconds that the kernel may take for one answer.
    private static var deadline: Int { 30 }
    /// Octets: the largest chunk of a dump (linux/netlink.h, NLMSG_GOODSIZE).
    private static var bufferSize: Int { 32768 }
    /// A dump that a change interrupts is repeated this many times.
    private static var dumpAttempts: Int { 10 }

    public init(_ family: Family) throws(KernelError) {
        let descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), family.number)
        guard descriptor >= 0 else { throw .last("open a netlink socket") }
        var one: Int32 = 1
        var limit = timeval(tv_sec: Self.deadline, tv_usec: 0)
        let size = socklen_t(MemoryLayout<Int32>.size)
        // Kernels before 4.12 know neither option: errors then come without the kernel's sentence.
        _ = setsockopt(descriptor, SOL_NETLINK, NETLINK_EXT_ACK, &one, size)
        _ = setsockopt(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, &one, size)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        self.descriptor = descriptor
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 8)
    }

    deinit {
        buffer.deallocate()
        close(descriptor)
    }

    /// Sends the batch and waits until the kernel has worked through it.
    /// - Parameter onReply: Called with each data message (answers to `RTM_GET*`, echoes).
    /// - Throws: The first refusal; later requests of the batch ran all the same.
    public func execute(_ batch: borrowing NetlinkBatch, onReply: (NetlinkReply) -> Void = { _ in }) throws(KernelError) {
        guard !batch.isEmpty else { return }
        try send(batch)
        let last = UInt32(batch.operations.count)
        var failure: KernelError?
        var finished = false
        while !finished {
            try receive(waitingFor: batch) { header, payload in
                guard Int32(header.nlmsg_type) == NLMSG_ERROR else {
                    onReply(NetlinkReply(header, payload: payload))
                    return
                }
                let position = Int(header.nlmsg_seq) - 1
                if failure == nil, batch.operations.indices.contains(position) {
                    failure = Self.refusal(header, payload, operation: batch.operations[position])
                }
                finished = finished || header.nlmsg_seq == last
            }
        }
        if let failure { throw failure }
    }

    /// Sends one dump request and hands over each entry; repeated when a change interrupted the dump.
    /// - Parameters:
    ///   - batch: One request with `NLM_F_DUMP`.
    ///   - restart: Called before each attempt: forget what an interrupted one delivered.
    ///   - onReply: Called with each entry.
    public func dump(_ batch: borrowing NetlinkBatch, restart: () -> Void, onReply: (NetlinkReply) -> Void) throws(KernelError) {
        for _ in 0..<Self.dumpAttempts {
            restart()
            if try !dumpOnce(batch, onReply: onReply) { return }
        }
        throw KernelError(code: EAGAIN, operation: "\(batch.operations[0]()): interrupted by changes \(Self.dumpAttempts) times")
    }

    /// Whether the kernel marked the dump as interrupted (`NLM_F_DUMP_INTR`).
    private func dumpOnce(_ batch: borrowing NetlinkBatch, onReply: (NetlinkReply) -> Void) throws(KernelError) -> Bool {
        try send(batch)
        var failure: KernelError?
        var interrupted = false
        var finished = false
        while !finished {
            try receive(waitingFor: batch) { header, payload in
                if Int32(header.nlmsg_flags) & NLM_F_DUMP_INTR != 0 { interrupted = true }
                switch Int32(header.nlmsg_type) {
                case NLMSG_DONE, NLMSG_ERROR:
                    failure = failure ?? Self.refusal(header, payload, operation: batch.operations[0])
                    finished = true
                default:
                    onReply(NetlinkReply(header, payload: payload))
                }
            }
        }
        if let failure { throw failure }
        return interrupted
    }

    private func send(_ batch: borrowing NetlinkBatch) throws(KernelError) {
        let octets = try batch.sealed()
        guard Glibc.send(descriptor, octets, octets.count, 0) == octets.count else {
            throw .last("send netlink request \(batch.operations[0]())")
        }
    }

    private func receive(
        waitingFor batch: borrowing NetlinkBatch, _ body: (nlmsghdr, UnsafeRawBufferPointer) -> Void
    ) throws(KernelError) {
        let received = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        guard received >= 0 else {
            if errno == EINTR { return }
            let operation = batch.operations.last?() ?? ""
            if errno == EAGAIN {
                throw KernelError(code: ETIMEDOUT, operation: "\(operation): no answer from the kernel for \(Self.deadline) s")
            }
            throw .last("receive the answer to \(operation)")
        }
        guard var header = buffer.baseAddress?.assumingMemoryBound(to: nlmsghdr.self) else { return }
        var remaining = Int32(received)
        while nlmsg_ok(header, remaining) != 0 {
            let payload = UnsafeRawBufferPointer(start: nlmsg_data(header), count: Int(nlmsg_datalen(header)))
            body(header.pointee, payload)
            header = nlmsg_next(header, &remaining)
        }
    }

    /// The refusal in an `NLMSG_ERROR` or in the `NLMSG_DONE` of a dump, or nil when it is an acknowledgement or a good end.
    ///
    /// Both begin with the negative errno; an error goes on with the refused request, both end with attributes when
    /// `NLM_F_ACK_TLVS` says so (linux/netlink.h, nlmsgerr_attrs).
    static func refusal(_ header: nlmsghdr, _ payload: UnsafeRawBufferPointer, operation: () -> String) -> KernelError? {
        let isEndOfDump = Int32(header.nlmsg_type) == NLMSG_DONE
        var start = isEndOfDump ? MemoryLayout<Int32>.size : MemoryLayout<nlmsgerr>.size
        guard payload.count >= start else { return nil }
        let code = payload.loadUnaligned(as: Int32.self)
        guard code != 0 else { return nil }
        var detail: String?
        if Int32(header.nlmsg_flags) & NLM_F_ACK_TLVS != 0 {
            if !isEndOfDump, Int32(header.nlmsg_flags) & NLM_F_CAPPED == 0 {
                let request = payload.loadUnaligned(fromByteOffset: 4, as: nlmsghdr.self)
                start += ((Int(request.nlmsg_len) + 3) & ~3) - MemoryLayout<nlmsghdr>.size
            }
            if start < payload.count {
                detail = NetlinkAttributes(UnsafeRawBufferPointer(rebasing: payload[start...])).text(Int(NLMSGERR_ATTR_MSG.rawValue))
            }
        }
        return KernelError(code: -code, operation: operation(), detail: detail)
    }
}
