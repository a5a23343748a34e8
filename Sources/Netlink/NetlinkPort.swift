internal import CNetlink
internal import Glibc

/// A netlink socket for programs that stay: it sends octets made elsewhere, may listen to multicast groups, and never waits unless asked to.
///
/// It is bound to the network namespace in which it was opened.
public struct NetlinkPort: ~Copyable {
    /// How a ``receive(waiting:_:)`` ended.
    public enum Outcome: Hashable, Sendable {
        /// A datagram was read.
        case some
        /// There was none.
        case nothing
        /// The kernel dropped messages because the receive buffer was full (ENOBUFS).
        case overrun
    }

    public let descriptor: Int32
    /// The socket's address among all of its namespace (`nlmsg_pid`).
    public let port: UInt32
    private let buffer: UnsafeMutableRawBufferPointer

    /// Octets: the largest chunk of a dump is 32 KB (linux/netlink.h).
    private static var bufferSize: Int { 65536 }
    /// Seconds that the kernel may take for one answer.
    private static var deadline: Int { 30 }

    /// - Parameters:
    ///   - groups: `RTNLGRP_LINK` and the like (linux/rtnetlink.h).
    ///   - receiveBuffer: Octets that may wait to be read; 0 leaves the system's default. More than the system's limit needs CAP_NET_ADMIN.
    public init(groups: [Int32] = [], receiveBuffer: Int = 0) throws(KernelError) {
        let descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), NETLINK_ROUTE)
        guard descriptor >= 0 else { throw .last("open a netlink socket") }
        do {
            port = try Self.prepare(descriptor, groups, receiveBuffer)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 8)
    }

    deinit {
        buffer.deallocate()
        close(descriptor)
    }

    private static func prepare(_ descriptor: Int32, _ groups: [Int32], _ receiveBuffer: Int) throws(KernelError) -> UInt32 {
        // Kernels before 4.20 do not know all of them: sentences, short refusals and filters of dumps are then missing.
        for option in [NETLINK_EXT_ACK, NETLINK_CAP_ACK, NETLINK_GET_STRICT_CHK] { set(descriptor, SOL_NETLINK, option, Int32(1)) }
        set(descriptor, SOL_SOCKET, SO_RCVTIMEO, timeval(tv_sec: deadline, tv_usec: 0))
        if receiveBuffer > 0 {
            let octets = Int32(clamping: receiveBuffer)
            if !set(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, octets) { set(descriptor, SOL_SOCKET, SO_RCVBUF, octets) }
        }
        var address = sockaddr_nl()
        address.nl_family = sa_family_t(AF_NETLINK)
        var size = socklen_t(MemoryLayout<sockaddr_nl>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0 }
        }
        guard bound else { throw .last("bind a netlink socket") }
        for group in groups where !set(descriptor, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group) {
            throw .last("listen to netlink group \(group)")
        }
        return address.nl_pid
    }

    @discardableResult
    private static func set<Value: BitwiseCopyable>(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Value) -> Bool {
        var value = value
        return setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Value>.size)) == 0
    }

    /// Has the kernel drop messages that the requests of `port` cause before they get to this socket (a classic BPF program, linux/filter.h).
    /// - Returns: False when the kernel has no such thing: the messages then come, and ``NetlinkReply/port`` tells them.
    @discardableResult
    public func ignore(port: UInt32) -> Bool {
        // Absolute loads read big endian; nlmsg_pid is in host order.
        let place = UInt32(MemoryLayout<nlmsghdr>.offset(of: \.nlmsg_pid) ?? 12)
        var program = [
            sock_filter(code: UInt16(BPF_LD | BPF_W | BPF_ABS), jt: 0, jf: 0, k: place),
            sock_filter(code: UInt16(BPF_JMP | BPF_JEQ | BPF_K), jt: 0, jf: 1, k: port.bigEndian),
            sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: 0),
            sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: .max),
        ]
        return program.withUnsafeMutableBufferPointer { instructions in
            Self.set(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, sock_fprog(len: UInt16(instructions.count), filter: instructions.baseAddress))
        }
    }

    /// Sends whole requests; the kernel works through them before the call returns.
    public func send(_ octets: UnsafeRawBufferPointer, operation: @autoclosure () -> String) throws(KernelError) {
        while Glibc.send(descriptor, octets.baseAddress, octets.count, 0) != octets.count {
            guard errno == EINTR else { throw .last("send netlink request \(operation())") }
        }
    }

    /// Sends a dump request: ask ``receive(waiting:_:)`` for its answers until one of them ``NetlinkReply/isEnd``.
    public func send(_ batch: borrowing NetlinkBatch) throws(KernelError) {
        let octets = try batch.sealed()
        let operations = batch.operations
        var failure: KernelError?
        octets.withUnsafeBytes { raw in
            do throws(KernelError) { try send(raw, operation: operations.first?() ?? "") } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Reads one datagram and hands over its messages. Those that do not come from the kernel are left out.
    /// - Parameter waiting: Whether to wait for one, 30 s at most (ETIMEDOUT).
    public func receive(waiting: Bool, _ body: (NetlinkReply) -> Void) throws(KernelError) -> Outcome {
        var sender = sockaddr_nl()
        var size = socklen_t(MemoryLayout<sockaddr_nl>.size)
        let flags = waiting ? 0 : Int32(MSG_DONTWAIT)
        let received = withUnsafeMutablePointer(to: &sender) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                recvfrom(descriptor, buffer.baseAddress, buffer.count, flags, $0, &size)
            }
        }
        guard received >= 0 else {
            switch errno {
            case EINTR: return .nothing
            case ENOBUFS: return .overrun
            case EAGAIN where waiting:
                throw KernelError(code: ETIMEDOUT, operation: "netlink: no answer from the kernel for \(Self.deadline) s")
            case EAGAIN: return .nothing
            default: throw .last("receive from a netlink socket")
            }
        }
        guard sender.nl_pid == 0 else { return .some }
        NetlinkPort.forEach(UnsafeRawBufferPointer(rebasing: buffer[..<received]), body)
        return .some
    }

    /// Takes octets apart into netlink messages; stops at the first that does not fit.
    public static func forEach(_ octets: UnsafeRawBufferPointer, _ body: (NetlinkReply) -> Void) {
        let headerSize = MemoryLayout<nlmsghdr>.size
        var rest = octets
        while rest.count >= headerSize {
            let header = rest.loadUnaligned(as: nlmsghdr.self)
            let length = Int(header.nlmsg_len)
            guard length >= headerSize, length <= rest.count else { return }
            body(NetlinkReply(header, payload: UnsafeRawBufferPointer(rebasing: rest[headerSize..<length])))
            rest = UnsafeRawBufferPointer(rebasing: rest[min((length + 3) & ~3, rest.count)...])
        }
    }
}
