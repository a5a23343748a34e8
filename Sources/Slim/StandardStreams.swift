internal import CLinux
internal import Glibc

/// Whole reads and writes on the standard descriptors and small files.
public enum StandardStreams {
    /// Why a read did not end well.
    public enum ReadError: Error, Sendable, CustomStringConvertible {
        /// More octets than `limit`.
        case tooLarge(limit: Int)
        /// `errno`.
        case failed(code: Int32)

        public var isNotThere: Bool { if case .failed(ENOENT) = self { true } else { false } }

        public var description: String {
            switch self {
            case .tooLarge(let limit): "more than \(limit) octets"
            case .failed(let code): String(cString: strerror(code))
            }
        }
    }

    /// Everything on standard input, at most `limit` octets.
    public static func readInput(limit: Int) throws(ReadError) -> [UInt8] { try readAll(STDIN_FILENO, limit: limit) }

    /// The whole file at `path`, at most `limit` octets.
    public static func readFile(_ path: String, limit: Int = 1 << 20) throws(ReadError) -> [UInt8] {
        let descriptor = clinux_open(path, O_RDONLY, 0)
        guard descriptor >= 0 else { throw .failed(code: errno) }
        defer { close(descriptor) }
        return try readAll(descriptor, limit: limit)
    }

    static func readAll(_ descriptor: Int32, limit: Int) throws(ReadError) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: 8192)
        var count = 0
        while true {
            if count == octets.count { octets.append(contentsOf: repeatElement(0, count: octets.count)) }
            let start = count
            let received = octets.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
            }
            if received < 0 {
                if errno == EINTR { continue }
                throw .failed(code: errno)
            }
            if received == 0 { break }
            count += received
            guard count <= limit else { throw .tooLarge(limit: limit) }
        }
        octets.removeLast(octets.count - count)
        return octets
    }

    /// Writes all of `text` to standard output; false when nobody reads it any more.
    @discardableResult
    public static func writeOutput(_ text: String) -> Bool { writeAll(STDOUT_FILENO, text) }

    /// Writes all of `text` to standard error.
    @discardableResult
    public static func writeDiagnostic(_ text: String) -> Bool { writeAll(STDERR_FILENO, text) }

    /// Writes all of `text` to a descriptor.
    static func writeAll(_ descriptor: Int32, _ text: String) -> Bool {
        let octets = Array(text.utf8)
        var done = 0
        while done < octets.count {
            let start = done
            let written = octets.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return false }
            done += written
        }
        return true
    }
}
