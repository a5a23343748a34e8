import BGPWire

/// The body of an OPEN: what is accepted is written and read again as it was, and sessions can be negotiated with it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let body = Array(UnsafeBufferPointer(start: octets, count: count))
    do {
        let open = try OpenMessage(decoding: body[...])
        precondition(open.asNumber != .zero && open.identifier.value != 0 && open.holdTime != 1 && open.holdTime != 2)
        let session = NegotiatedSession(local: open, remote: open, peer: .internal)
        precondition(session.holdTime == open.holdTime && !open.families.isEmpty && !open.description.isEmpty)
        try? open.accept(as: open, expectedAS: nil)
        var out: [UInt8] = []
        do {
            try open.encode(into: &out)
        } catch {
            // Only what no message could have brought is too long.
            precondition(count > 4096 - 19 - 6, "\(error)")
            return 0
        }
        let again = try? OpenMessage(decoding: out[19...])
        precondition(again == open)
    } catch {
        precondition(error.notification.code == 1 || error.notification.code == 2)
        precondition(!error.reason.isEmpty && NotificationMessage(error.notification.description) == error.notification)
    }
    return 0
}
