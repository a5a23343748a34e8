internal import CNetlink
internal import Glibc

/// One netlink message under construction: libnl lays out headers, padding and nested lengths.
///
/// A message that outgrows its buffer remembers that; ``NetlinkBatch`` reports it once.
public struct NetlinkMessage: ~Copyable {
    let message: OpaquePointer
    private(set) var overflowed = false

    /// Octets of one message: several times the largest request made here.
    private static var capacity: Int { 1024 }

    /// nil when memory is out.
    init?(type: Int, flags: Int, sequence: UInt32) {
        guard let message = nlmsg_alloc_size(Self.capacity) else { return nil }
        guard nlmsg_put(message, 0, sequence, Int32(type), 0, Int32(flags)) != nil else {
            nlmsg_free(message)
            return nil
        }
        self.message = message
    }

    deinit { nlmsg_free(message) }

    var header: UnsafeMutablePointer<nlmsghdr> { nlmsg_hdr(message) }

    /// Appends a fixed structure (`ifinfomsg`, `rtmsg`, ...), padded to four octets.
    public mutating func append<Header: BitwiseCopyable>(_ header: Header) {
        var copy = header
        note(nlmsg_append(message, &copy, MemoryLayout<Header>.size, 4))
    }

    public mutating func put(_ type: Int, _ value: UInt8) { note(nla_put_u8(message, Int32(type), value)) }
    public mutating func put(_ type: Int, _ value: UInt32) { note(nla_put_u32(message, Int32(type), value)) }
    public mutating func put(_ type: Int, _ value: UInt64) { note(nla_put_u64(message, Int32(type), value)) }
    public mutating func put(_ type: Int, _ text: String) { note(nla_put_string(message, Int32(type), text)) }
    public mutating func put(_ type: Int, _ octets: [UInt8]) {
        note(nla_put(message, Int32(type), Int32(octets.count), octets))
    }

    /// Puts an attribute whose payload is what `body` appends.
    public mutating func nest(_ type: Int, _ body: (inout NetlinkMessage) -> Void) {
        guard let start = nla_nest_start(message, Int32(type)) else {
            overflowed = true
            return
        }
        body(&self)
        note(nla_nest_end(message, start))
    }

    private mutating func note(_ outcome: Int32) {
        if outcome < 0 { overflowed = true }
    }
}
