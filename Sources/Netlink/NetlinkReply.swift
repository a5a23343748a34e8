internal import CNetlink
internal import Glibc

/// One message from the kernel, valid only inside the closure it is handed to.
public struct NetlinkReply {
    /// `RTM_NEWLINK` and the like.
    public let type: Int
    /// `NLM_F_REPLACE` and the like (linux/netlink.h).
    public let flags: Int
    /// The message's place in its batch, from 1.
    public let sequence: UInt32
    /// The port of the socket whose request caused it; 0 when the kernel itself did.
    public let port: UInt32
    /// What follows the netlink header.
    public let payload: UnsafeRawBufferPointer

    init(_ header: nlmsghdr, payload: UnsafeRawBufferPointer) {
        type = Int(header.nlmsg_type)
        flags = Int(header.nlmsg_flags)
        sequence = header.nlmsg_seq
        port = header.nlmsg_pid
        self.payload = payload
    }

    /// The fixed structure at the start; nil when the message is shorter.
    public func header<Header: BitwiseCopyable>(_: Header.Type) -> Header? {
        guard payload.count >= MemoryLayout<Header>.size else { return nil }
        return payload.loadUnaligned(as: Header.self)
    }

    /// The attributes behind a fixed structure of `headerSize` octets.
    public func attributes(after headerSize: Int) -> NetlinkAttributes {
        let start = (headerSize + 3) & ~3
        guard payload.count > start else { return NetlinkAttributes(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return NetlinkAttributes(UnsafeRawBufferPointer(rebasing: payload[start...]))
    }

    /// Whether the message ends a request: an acknowledgement, a refusal or the end of a dump.
    public var isEnd: Bool { Int32(type) == NLMSG_ERROR || Int32(type) == NLMSG_DONE }

    /// Whether a change interrupted the dump that this message belongs to (`NLM_F_DUMP_INTR`).
    public var isInterrupted: Bool { flags & Int(NLM_F_DUMP_INTR) != 0 }

    /// The refusal in a message that ``isEnd``; nil when it is an acknowledgement or a good end.
    /// - Parameter operation: The request in `ip(8)` words.
    public func refusal(of operation: @autoclosure () -> String) -> KernelError? {
        var header = nlmsghdr()
        header.nlmsg_type = UInt16(truncatingIfNeeded: type)
        header.nlmsg_flags = UInt16(truncatingIfNeeded: flags)
        return NetlinkSocket.refusal(header, payload, operation: operation)
    }
}
