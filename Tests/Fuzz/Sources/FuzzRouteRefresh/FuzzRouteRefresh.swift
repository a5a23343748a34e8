import BGPWire

/// The body of a ROUTE-REFRESH: what is accepted is written as it came.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard count <= 65535 - 19 else { return 0 }
    let body = Array(UnsafeBufferPointer(start: octets, count: count))
    let length = count + 19
    var framer = MessageFramer()
    framer.maximumLength = MessageHeader.extendedMaximumLength
    framer.append([UInt8](repeating: 0xff, count: 16) + [UInt8(length >> 8), UInt8(length & 0xff), 5] + body)
    do {
        guard let frame = try framer.next() else { preconditionFailure("a whole message is not found") }
        let refresh = try RouteRefreshMessage(decoding: frame)
        precondition(!refresh.description.isEmpty)
        var out: [UInt8] = []
        refresh.encode(into: &out)
        precondition(Array(out[19...]) == Array(body.prefix(4)) && (count == 4 || !refresh.subtype.isKnown))
    } catch {
        precondition(count < 4 ? error.notification.code == 1 : error.notification.code == 7)
    }
    return 0
}
