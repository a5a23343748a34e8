import CLinux
import Glibc

/// A program run to its end.
enum Command {
    /// What `words` printed; runs in the namespace of the calling thread.
    /// - Throws: ``CommandFailure`` when it does not end with status 0 within `seconds`.
    @discardableResult
    static func run(_ words: [String], seconds: Double = 5) throws -> String {
        var ends: [Int32] = [0, 0]
        guard clinux_pipe(&ends) == 0 else { throw SystemFailure.last("make a pipe") }
        defer { close(ends[0]) }
        let child: ChildProcess
        do {
            defer { close(ends[1]) }
            child = try ChildProcess(words, output: ends[1])
        }
        let deadline = ContinuousClock.now + .seconds(seconds)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let left = max(0, (deadline - .now) / .milliseconds(1))
            var wait = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&wait, 1, Int32(left) + 1) >= 0 else {
                child.kill()
                throw CommandFailure(words: words, status: nil, output: String(decoding: output, as: UTF8.self))
            }
            let count = wait.revents == 0 ? -1 : read(ends[0], &buffer, buffer.count)
            if count == 0 { break }
            if count > 0 { output += buffer[..<count] }
        }
        var status: Int32 = 0
        waitpid(child.pid, &status, 0)
        let text = String(decoding: output, as: UTF8.self)
        guard status == 0 else { throw CommandFailure(words: words, status: status, output: text) }
        return text
    }
}

/// A command that failed, or (status nil) took too long.
struct CommandFailure: Error, CustomStringConvertible {
    let words: [String]
    let status: Int32?
    let output: String

    var description: String {
        "\(status.map { "wait status \($0)" } ?? "not done in time"): \(words.joined(separator: " "))\n\(output)"
    }
}
