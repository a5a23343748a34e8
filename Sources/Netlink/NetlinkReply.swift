internal import CNetlink
internal import Glibc

/// One data message from the kernel, valid only inside the closure it is handed to.
public struct NetlinkReply {
    /// `RTM_NEWLINK` and the like.
    public let type: Int
    /// The message's place in its batch, from 1.
    public let sequence: UInt32
    private let payload: UnsafeRawBufferPointer

    init(type: Int, sequence: UInt32, payload: UnsafeRawBufferPointer) {
        self.type = type
        self.sequence = sequence
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
}
