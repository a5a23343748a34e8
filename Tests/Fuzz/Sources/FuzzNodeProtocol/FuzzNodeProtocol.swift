import JSON
import NodeProtocol

/// A stream behind one octet, the size of pieces: messages are the same in one piece and in many, and what is understood comes back the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: octets, count: count))
    guard count > 1 else { return 0 }
    let stream = input[1...]
    let whole = frames(stream, of: stream.count)
    let pieces = frames(stream, of: Int(input[0]) + 1)
    precondition(whole.messages == pieces.messages && whole.error == pieces.error)
    for message in whole.messages + [Array(stream)] { check(message) }
    return 0
}

private func check(_ message: [UInt8]) {
    guard let value = try? JSONValue(parsing: message) else { return }
    if let request = try? NodeRequest(json: value) {
        precondition((try? NodeRequest(json: request.json)) == request)
        precondition(framed(request.json) != nil)
    }
    if let answer = try? AnswerFrame(json: value) {
        precondition((try? AnswerFrame(json: answer.json)) == answer)
        precondition(framed(answer.json) != nil)
    }
}

private func framed(_ value: JSONValue) -> [UInt8]? {
    guard let frame = try? Frame.encode(Array(value.text.utf8)) else { return nil }
    var reader = FrameReader()
    reader.append(frame)
    return (try? reader.next()) ?? nil
}

private func frames(_ stream: ArraySlice<UInt8>, of size: Int) -> (messages: [[UInt8]], error: FrameError?) {
    var reader = FrameReader(limit: 4096)
    var messages: [[UInt8]] = []
    do throws(FrameError) {
        for start in Swift.stride(from: stream.startIndex, to: stream.endIndex, by: max(1, size)) {
            reader.append(stream[start..<min(start + size, stream.endIndex)])
            while let message = try reader.next() { messages.append(message) }
        }
        return (messages, nil)
    } catch { return (messages, error) }
}
