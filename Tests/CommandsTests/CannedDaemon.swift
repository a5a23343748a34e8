import Foundation
import Glibc
import JSON
import NodeProtocol
import Testing

/// Answers requests on a socket from a thread of its own, which no other test can hold up.
final class CannedDaemon: Sendable {
    private let listener: Int32
    private let done = DispatchSemaphore(value: 0)

    init(_ path: String, _ answer: @escaping @Sendable (NodeRequest) -> NodeAnswer) throws {
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.listener = listener
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        try #require(bound == 0 && listen(listener, 8) == 0, "listen on \(path): errno \(errno)")
        let done = done
        Thread.detachNewThread {
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                Self.serve(client, answer)
                close(client)
            }
            done.signal()
        }
    }

    /// Returns when the thread is over.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        done.wait()
        close(listener)
    }

    private static func serve(_ client: Int32, _ answer: (NodeRequest) -> NodeAnswer) {
        var reader = FrameReader()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(client, &buffer, buffer.count)
            guard count > 0 else { return }
            reader.append(buffer[..<count])
            while let message = try? reader.next() {
                guard let value = try? JSONValue(parsing: message), let request = try? NodeRequest(json: value) else { return }
                for frame in frames(answer(request)) {
                    guard let octets = try? Frame.encode(Array(frame.json.text.utf8)) else { return }
                    _ = send(client, octets, octets.count, Int32(MSG_NOSIGNAL))
                }
            }
        }
    }

    /// A list in pieces of two.
    private static func frames(_ answer: NodeAnswer) -> [AnswerFrame] {
        guard case .routes(let entries) = answer else { return [.whole(answer)] }
        let pieces = stride(from: 0, to: entries.count, by: 2).map { AnswerFrame.piece(Array(entries[$0..<min($0 + 2, entries.count)]), more: true) }
        return pieces + [.piece([], more: false)]
    }
}
