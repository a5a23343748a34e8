import BGPWire

/// A stream behind two octets, the limit and the size of pieces: messages are the same in one piece and in many.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: octets, count: count))
    guard count > 2 else { return 0 }
    let limit = input[0] & 1 == 0 ? MessageHeader.defaultMaximumLength : MessageHeader.extendedMaximumLength
    let stream = input[2...]
    let whole = frames(stream, of: stream.count, limit)
    let pieces = frames(stream, of: Int(input[1]) + 1, limit)
    precondition(whole.messages == pieces.messages && whole.error == pieces.error)
    // Messages are the stream itself, up to the first error or an unfinished one.
    precondition(stream.starts(with: whole.messages.joined()))
    let rest = stream.count - whole.messages.joined().count
    precondition(whole.error != nil ? rest >= 19 : rest == whole.pending && rest < limit)
    return 0
}

private func frames(_ stream: ArraySlice<UInt8>, of size: Int, _ limit: Int) -> (messages: [[UInt8]], error: BGPError?, pending: Int) {
    var framer = MessageFramer()
    framer.maximumLength = limit
    var messages: [[UInt8]] = []
    do throws(BGPError) {
        for start in Swift.stride(from: stream.startIndex, to: stream.endIndex, by: size) {
            framer.append(stream[start..<min(start + size, stream.endIndex)])
            while let frame = try framer.next() { messages.append(Array(frame.octets)) }
        }
        return (messages, nil, framer.pendingCount)
    } catch {
        precondition(error.notification.code == 1)
        return (messages, error, framer.pendingCount)
    }
}
