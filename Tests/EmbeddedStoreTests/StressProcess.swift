import Foundation
import Testing

/// A run of the program that uses the store beside the tests.
final class StressProcess: @unchecked Sendable {
    // Unchecked: a test uses it from one task at a time.
    /// It lies beside the test program.
    static let path =
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path + "/embedded-store-stress"

    private let process = Process()
    private let output = Pipe()
    private var rest = Data()

    init(_ arguments: String..., through program: [String] = []) throws {
        let command = program + [Self.path] + arguments
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardOutput = output
        try process.run()
    }

    deinit { kill(SIGKILL) }

    var identifier: Int32 { process.processIdentifier }

    /// The next line of its output, without the newline; nil at the end.
    func line() async -> String? { await onThread { self.nextLine() } }

    /// All lines up to the end.
    func lines() async -> [String] { await onThread { Array(sequence(state: ()) { _ in self.nextLine() }) } }

    private func nextLine() -> String? {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest = Data(rest[(end + 1)...]) }
                return String(decoding: rest[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            rest += more
        }
    }

    func signal(_ number: Int32) { Foundation.kill(process.processIdentifier, number) }

    func kill(_ number: Int32) {
        guard process.isRunning else { return }
        signal(number)
        process.waitUntilExit()
    }

    /// Its exit status, or minus the signal that ended it.
    func wait() async -> Int32 {
        await onThread {
            self.process.waitUntilExit()
            return self.process.terminationReason == .exit ? self.process.terminationStatus : -self.process.terminationStatus
        }
    }
}

/// Runs `body` on a thread of its own: tests share few, and must not keep them while they wait.
private func onThread<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) async -> Answer {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: body()) }
    }
}
