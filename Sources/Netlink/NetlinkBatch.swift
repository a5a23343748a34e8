internal import CNetlink
internal import Glibc

/// Requests that travel to the kernel in one send(2) and are acknowledged by the last.
///
/// The kernel works through all of them: an error in the middle is reported and the later ones still run. Who
/// needs all or nothing checks and rolls back.
public struct NetlinkBatch: ~Copyable {
    private(set) var octets: [UInt8] = []
    /// One per message, in order: message N has sequence number N + 1.
    private(set) var operations: [() -> String] = []
    private var lastStart = 0
    private var overflowed = false

    public init() { octets.reserveCapacity(2048) }

    public var isEmpty: Bool { operations.isEmpty }

    /// Appends one request.
    /// - Parameters:
    ///   - type: `RTM_NEWLINK` and the like.
    ///   - flags: Besides `NLM_F_REQUEST`.
    ///   - header: The family's fixed structure.
    ///   - operation: The request in `ip(8)` words; asked for only when it fails.
    ///   - attributes: Puts the attributes.
    public mutating func append<Header: BitwiseCopyable>(
        _ type: Int, flags: Int = 0, header: Header, operation: @escaping @autoclosure () -> String,
        attributes: (inout NetlinkMessage) -> Void = { _ in }
    ) {
        operations.append(operation)
        guard var message = NetlinkMessage(type: type, flags: flags | Int(NLM_F_REQUEST), sequence: UInt32(operations.count)) else {
            overflowed = true
            return
        }
        message.append(header)
        attributes(&message)
        overflowed = overflowed || message.overflowed
        lastStart = octets.count
        let length = Int(message.header.pointee.nlmsg_len)
        octets.append(contentsOf: UnsafeRawBufferPointer(start: message.header, count: length))
        // NLMSG_ALIGN (linux/netlink.h): each message starts on a multiple of four.
        while octets.count % 4 != 0 { octets.append(0) }
    }

    /// The octets to send, the last message asking for an acknowledgement.
    func sealed() throws(KernelError) -> [UInt8] {
        guard !overflowed else {
            throw KernelError(code: ENOBUFS, operation: "build netlink request \(operations.last?() ?? "")")
        }
        var sealed = octets
        sealed.withUnsafeMutableBytes { buffer in
            guard buffer.count >= lastStart + MemoryLayout<nlmsghdr>.size else { return }
            let offset = lastStart + (MemoryLayout<nlmsghdr>.offset(of: \.nlmsg_flags) ?? 6)
            let flags = buffer.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
            buffer.storeBytes(of: flags | UInt16(NLM_F_ACK), toByteOffset: offset, as: UInt16.self)
        }
        return sealed
    }
}
