import BGPWire

/// The body of a NOTIFICATION: always read, written as it came, and back from its words.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let body = Array(UnsafeBufferPointer(start: octets, count: count))
    let notification = NotificationMessage(decoding: body[...])
    precondition(NotificationMessage(notification.description) == notification)
    // Words never bring a line of their own into a log.
    precondition(notification.description.utf8.allSatisfy { $0 >= 32 })
    if let wrapped = notification.hardResetContent { precondition(NotificationMessage.hardReset(wrapped) == notification) }
    if case .text(let text) = notification.shutdownCommunication, let reason = notification.ceaseReason {
        precondition(NotificationMessage.cease(reason, communication: text).shutdownCommunication == .text(text))
    }
    var out: [UInt8] = []
    notification.encode(into: &out)
    if count >= 2, count <= 4077 { precondition(Array(out[19...]) == body) }
    // The same octets as words.
    _ = NotificationMessage(String(decoding: body, as: UTF8.self))
    return 0
}
