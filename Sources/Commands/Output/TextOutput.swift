internal import Glibc
internal import Synchronization

/// A descriptor that text is written to, in large pieces.
final class TextOutput: Sendable {
    private static let pieceSize = 1 << 16

    private let descriptor: Int32
    private let name: String
    private let buffer = Mutex<[UInt8]>([])

    init(_ descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    static let standard = TextOutput(STDOUT_FILENO, name: "standard output")
    static let diagnostics = TextOutput(STDERR_FILENO, name: "standard error")

    /// Whether a person looks on.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    func write(_ text: String) throws(CommandFailure) { try append(text.utf8) }

    func write(_ octets: [UInt8]) throws(CommandFailure) { try append(octets) }

    func writeLine(_ text: String) throws(CommandFailure) { try append((text + "\n").utf8) }

    /// Hands over what has been collected.
    func flush() throws(CommandFailure) {
        try buffer.withLock { (buffer) throws(CommandFailure) in try empty(&buffer) }
    }

    private func append(_ octets: some Sequence<UInt8>) throws(CommandFailure) {
        try buffer.withLock { (buffer) throws(CommandFailure) in
            buffer.append(contentsOf: octets)
            if buffer.count >= Self.pieceSize { try empty(&buffer) }
        }
    }

    private func empty(_ buffer: inout [UInt8]) throws(CommandFailure) {
        var done = 0
        while done < buffer.count {
            let written = buffer.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                let code = errno
                buffer = []
                throw CommandFailure("cannot write to \(name): \(String(cString: strerror(code)))")
            }
            done += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
