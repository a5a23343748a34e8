internal import CNetlink
internal import Glibc

/// A run of netlink attributes inside a ``NetlinkReply``; look-ups are bounds-checked by libnl.
public struct NetlinkAttributes {
    private let octets: UnsafeRawBufferPointer

    init(_ octets: UnsafeRawBufferPointer) { self.octets = octets }

    /// The payload of the first attribute of that type.
    private func payload(_ type: Int) -> UnsafeRawBufferPointer? {
        guard let start = octets.baseAddress else { return nil }
        guard let found = nla_find(start.assumingMemoryBound(to: nlattr.self), Int32(octets.count), Int32(type)) else { return nil }
        return UnsafeRawBufferPointer(start: nla_data(found), count: Int(nla_len(found)))
    }

    public func nested(_ type: Int) -> NetlinkAttributes? { payload(type).map(NetlinkAttributes.init) }

    public func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Int, as: Number.Type) -> Number? {
        guard let payload = payload(type), payload.count >= MemoryLayout<Number>.size else { return nil }
        return payload.loadUnaligned(as: Number.self)
    }

    /// Text up to the first NUL.
    public func text(_ type: Int) -> String? {
        payload(type).map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    public func octets(_ type: Int) -> [UInt8]? { payload(type).map(Array.init) }

    /// Calls `body` with each attribute in turn, whatever its type: for lists.
    public func forEach(_ body: (NetlinkAttributes) -> Void) {
        var rest = octets
        while let start = rest.baseAddress, nla_ok(start.assumingMemoryBound(to: nlattr.self), Int32(rest.count)) != 0 {
            let attribute = start.assumingMemoryBound(to: nlattr.self)
            body(NetlinkAttributes(UnsafeRawBufferPointer(start: nla_data(attribute), count: Int(nla_len(attribute)))))
            let step = (Int(attribute.pointee.nla_len) + 3) & ~3
            guard step > 0, step < rest.count else { return }
            rest = UnsafeRawBufferPointer(rebasing: rest[step...])
        }
    }
}
